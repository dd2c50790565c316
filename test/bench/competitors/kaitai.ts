import { createRequire } from "node:module";
import {
  type CGroupinfo,
  type CHeader,
  type CTask,
  fromCGroupinfo,
  fromCHeader,
  fromCTask,
  numbers,
} from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

const require = createRequire(import.meta.url);

/** What `kaitai-struct` gives generated classes to read from. */
interface Stream {
  seek(at: number): void;
}

const KaitaiStream: new (bytes: ArrayBufferLike, at: number) => Stream = require("kaitai-struct/KaitaiStream");

type Entry = { readonly id?: string; readonly type?: string; readonly size?: number } & {
  readonly [key: string]: unknown;
};

const u4 = (id: string): Entry => ({ id, type: "u4" });
const u2 = (id: string): Entry => ({ id, type: "u2" });
const u8 = (id: string): Entry => ({ id, type: "u8" });

/** A class made by Kaitai's own compiler. It reads 64 bits as a number, which is not exact past 2^53. */
async function compile(id: string, seq: readonly Entry[], types: object = {}): Promise<new (stream: Stream) => object> {
  const compiler = require("kaitai-struct-compiler");
  const files = await compiler.compile("javascript", { meta: { id, endian: "le" }, seq, types }, null, false);
  const exported: { [name: string]: new (stream: Stream) => object } = {};
  const [[file, code]] = Object.entries(files) as [[string, string]];
  new Function("exports", "require", code)(exported, require);
  return exported[file.replace(/\.js$/, "")] as new (
    stream: Stream,
  ) => object;
}

/** The generated class names fields in camelCase. */
async function decodes<T, C>(
  id: string,
  plain: (c: C) => T,
  seq: readonly Entry[],
  types?: object,
): Promise<Way<T, object>> {
  const Class = await compile(id, seq, types);
  return {
    decoder(bytes) {
      const stream = new KaitaiStream(bytes.buffer, bytes.byteOffset);
      return (_, at) => {
        stream.seek(at);
        return new Class(stream);
      };
    },
    plain: (decoded) => plain(snakeCased(decoded) as C),
  };
}

function snakeCased(value: object): object {
  const entries = Object.entries(value).filter(([name]) => !name.startsWith("_"));
  return Object.fromEntries(
    entries.map(([name, member]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      typeof member === "object" && !Array.isArray(member) ? snakeCased(member) : member,
    ]),
  );
}

const hdr = [u4("type"), u4("len")];

const task = await decodes("task", (c: CTask<number>) => fromCTask(c, numbers), [
  ...hdr,
  ...["state", "exit_state", "exit_code", "exit_signal"].map(u4),
  ...["set_child_tid", "clear_child_tid"].map(u8),
]);

const header = await decodes(
  "header",
  (c: CHeader<number>) => fromCHeader(c, numbers),
  [
    ...hdr,
    u8("magic"),
    ...["padding", "major", "minor", "patch", "rev", "hole16"].map(u2),
    u4("hole32"),
    { id: "constants", type: "constants" },
    ...["time", "uflags"].map(u8),
  ],
  { constants: { seq: ["task_comm_len", "uts_release_len", "uts_version_len", "uts_machine_len"].map(u2) } },
);

const groupinfo = await decodes("groupinfo", (c: CGroupinfo) => fromCGroupinfo(c), [
  ...hdr,
  u4("ngroups"),
  { id: "groups", type: "u4", repeat: "expr", "repeat-expr": "ngroups" },
]);

/** Kaitai Struct, which only reads in JavaScript. */
export const kaitai: Competitor = { task, header, groupinfo };
