import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { emitKsy } from "../../codegen/ksy/index.ts";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import { loadSchema } from "../../codegen/load.ts";
import { packSchema } from "../../src/files/schema-loader.ts";
import { readReal } from "../formats/real-file.ts";
import { root } from "../readme/copy.ts";

const require = createRequire(import.meta.url);
const KaitaiStream = require("kaitai-struct/KaitaiStream");

type Read = { readonly [name: string]: unknown };

/** What Kaitai Struct's own compiler and runtime read of some bytes by a `.ksy` file. */
async function readByKaitai(ksy: string, bytes: Uint8Array): Promise<Read> {
  const files = await require("kaitai-struct-compiler").compile("javascript", parse(ksy), null, false);
  const [[file, code]] = Object.entries(files) as [[string, string]];
  const exported: { [name: string]: new (stream: unknown) => Read } = {};
  new Function("exports", "require", code)(exported, require);
  const Root = exported[file.replace(/\.js$/, "")]!;
  return new Root(new KaitaiStream(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)));
}

const camelCase = (name: string) =>
  name
    .toLowerCase()
    .replace(/^(?![a-z])/, "x")
    .replaceAll(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** A value in the form that Kaitai Struct gives it: numbers of 64 bits as such, and inner records under `body`. */
function expectSame(ours: unknown, theirs: unknown, path: string): void {
  if (typeof ours === "bigint") expect(theirs, path).toBe(Number(ours));
  else if (typeof ours === "boolean") expect(theirs, path).toBe(Number(ours));
  else if (ours instanceof Uint8Array)
    expect(Buffer.from(theirs as Uint8Array).toString("hex"), path).toBe(Buffer.from(ours).toString("hex"));
  else if ((ours as Read | null)?.$name === "unknown")
    expect(Buffer.from(theirs as Uint8Array), path).toEqual(Buffer.from((ours as Read).bytes as Uint8Array));
  else if (Array.isArray(ours)) {
    const list = Array.isArray(theirs) ? theirs : ((theirs as Read).entries as Read[]).map((one) => one.body ?? one);
    expect(list.length, path).toBe(ours.length);
    for (const [i, one] of ours.entries()) expectSame(one, list[i], `${path}[${i}]`);
  } else if (typeof ours === "object" && ours !== null) {
    for (const [name, value] of Object.entries(ours)) {
      if (!name.startsWith("$")) expectSame(value, (theirs as Read)[camelCase(name)], `${path}.${name}`);
    }
  } else expect(theirs, path).toBe(ours);
}

test.each([
  ["ckpt", "../examples/bash.ckpt"],
  ["png", "png/full.png"],
  ["pcap", "pcap/micro.pcap"],
  ["pcap", "pcap/micro-be.pcap"],
  ["pcapng", "pcapng/commented.pcapng"],
  ["netlink", "netlink/links.bin"],
  ["riff", "riff/tagged.wav"],
  ["inotify", "inotify/events.bin"],
  ["dirent64", "dirent64/dir.bin"],
])("Kaitai Struct reads %s as the codecs do: %s", async (name, file) => {
  const schema = await loadSchema(await packSchema(`${root}schema/${name}/index.ts`));
  const family = schema.families[0]!;
  const { records } = readReal(file, family);
  const bytes = new Uint8Array(readFileSync(`${root}test/formats/${file}`));
  const read = await readByKaitai(emitKsy(layOutSchema(schema), `schema/${name}/index.ts`), bytes);
  expect(records.length).toBeGreaterThan(0);
  expectSame(
    records,
    (read.records as Read[]).map(({ body }) => body),
    name,
  );
});
