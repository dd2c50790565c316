import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { scan } from "bytewright/image";
import type { Family } from "bytewright/wire";
import { timeOf } from "../commands.ts";
import type { Group } from "../group.ts";
import { measure } from "../measure.ts";
import { root } from "../root.ts";
import { scratchFile } from "../scratch.ts";
import { bin } from "./programs.ts";
import { timedWalk } from "./timed-walk.ts";

const loop = "decode and sizeOf in a loop";

/** Where a record ends, its fields alone tell. */
const schema = `import { array, enumeration, family, record, struct, u8, u16, u32, u64 } from "bytewright/schema";

const Type = enumeration("journal_type", { LOGIN: 1, NOTE: 2 });

export const journal = family("journal", {
  header: struct("entry", { fields: { type: u16.enum(Type), flags: u16 } }),
  member: "e",
  type: "type",
  types: Type,
  byteOrder: "little",
  records: [
    record("login", { type: Type.LOGIN, align: 8, fields: { pid: u32, start: u64, end: u64 } }),
    record("note", { type: Type.NOTE, fields: { size: u32, text: array(u8, "size") } }),
  ],
});
`;

interface Login {
  readonly pid: number;
}

export const scanWithoutLengthsGroup: Group = {
  title: "scan a family without lengths",
  about: "256 KiB of two types by turns, one with a list; a field of each of the other type is added up.",
  baseline: loop,
  async run(options) {
    const journal = await generate();
    const bytes = imageOf(journal);
    const walks = {
      "bytewright, views"() {
        let sum = 0;
        const login = ({ pid }: Login) => {
          sum += pid;
        };
        scan(bytes, journal, { login } as never);
        return sum;
      },
      "bytewright, all decoded"() {
        let sum = 0;
        const login = {
          decode({ pid }: Login) {
            sum += pid;
          },
        };
        scan(bytes, journal, { login, note: { decode() {} } } as never);
        return sum;
      },
      [loop]() {
        let sum = 0;
        for (let at = 0; at < bytes.length; ) {
          const record = journal.decode(bytes, at);
          if (record.$name === "login") sum += (record as unknown as Login).pid;
          at += journal.sizeOf(record);
        }
        return sum;
      },
    };
    const variants = Object.entries(walks).map(([name, walk]) => timedWalk(name, walk, walks[loop]()));
    return { unit: "ms", samples: await measure(variants, options) };
  },
};

type Journal = Family<{ readonly $name: string }, { readonly $name: string }>;

/** The generated family, compiled as a user would. */
async function generate(): Promise<Journal> {
  const out = scratchFile("journal");
  const file = scratchFile("journal.ts");
  writeFileSync(file, schema);
  const args = ["codegen", "--schema", file, "--out", out, "--import-extension", "js"];
  const runtime = join(root, "dist/src/wire/index.js");
  timeOf({ name: "codegen", args: [bin.bytewright, ...args, "--runtime", runtime], prints: / written, 0 removed\n$/ });
  writeFileSync(join(out, "package.json"), '{ "type": "module" }');
  const { default: ts } = await import("typescript");
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  for (const name of readdirSync(out).filter((name) => name.endsWith(".ts"))) {
    const { outputText } = ts.transpileModule(readFileSync(join(out, name), "utf8"), { compilerOptions });
    writeFileSync(join(out, name.replace(/ts$/, "js")), outputText);
  }
  const { Journal } = await import(pathToFileURL(join(out, "index.js")).href);
  return Journal as Journal;
}

function imageOf(journal: Journal): Uint8Array {
  const records = Array.from({ length: 64 }, (_, i) => [
    { $name: "login", e: { flags: i }, pid: 100 + i, start: 1_292_284_800n + BigInt(i), end: 1_292_290_000n },
    { $name: "note", e: { flags: 0 }, size: 8, text: [1, 2, 3, 4, 5, 6, 7, i] },
  ]).flat();
  const once = Buffer.concat(records.map((record) => journal.encode(record)));
  return new Uint8Array(Buffer.concat(Array(Math.floor(2 ** 18 / once.length)).fill(once)));
}
