import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { loadSchema } from "../../codegen/load.ts";
import { compareWith, recordsByName } from "../../src/compare/index.ts";
import { packSchema } from "../../src/files/schema-loader.ts";
import { readBtf } from "../../src/import/btf/index.ts";
import type { CTypes, MemberType, NamedType, RecordType } from "../../src/import/model.ts";
import { writeSchema } from "../../src/import/schema/index.ts";
import { abis, layOut } from "../../src/layout/index.ts";
import { generateFrom } from "../support/generate-from.ts";

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url);
const root = fileURLToPath(new URL("../../", import.meta.url));
const records = readBtf(new Uint8Array(readFileSync(fixture("records.le.btf"))));
const big = readBtf(new Uint8Array(readFileSync(fixture("records.be.btf"))));
const scratch = mkdtempSync(join(tmpdir(), "bytewright-import-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const textOf = (types: CTypes, names: readonly string[] = []) =>
  writeSchema(types, { names, source: "records.btf" }).files.get("") ?? "";

test("a schema is what a person would write, the same each time and for both byte orders", async () => {
  const text = textOf(records);
  await expect(text).toMatchFileSnapshot(fileURLToPath(fixture("records.ts")));
  expect(textOf(records)).toBe(text);
  expect(textOf(big)).toBe(text);
});

test("it is formatted and linted as the repository is", () => {
  const file = join(scratch, "records.ts");
  writeFileSync(file, textOf(records));
  const options = ["check", "--vcs-enabled=false", `--config-path=${root}`, file];
  const run = spawnSync(join(root, "node_modules/.bin/biome"), options, { encoding: "utf8", cwd: scratch });
  expect({ code: run.status, ...(run.status !== 0 && { said: run.stdout + run.stderr }) }).toEqual({ code: 0 });
});

test("codecs are generated from it, and its layouts are what the file tells", async () => {
  const { folder, generated } = await generateFrom(fixture("records.ts"));
  try {
    const { Node, Tail } = generated as { [name: string]: { size: number; encode(value: object): Uint8Array } };
    expect(Node?.size).toBe(208);
    expect(Buffer.from(Tail?.encode({ n: 2, list: [1n, 2n] }) ?? []).toString("hex")).toHaveLength(48);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { structs } = await loadSchema(await packSchema(fileURLToPath(fixture("records.ts"))));
  for (const types of [records, big]) {
    const layouts = structs.map((one) => layOut(one, abis[types.abi as "x86_64"]));
    const { compared, differences } = compareWith(layouts, recordsByName(types));
    expect(compared).toHaveLength(8);
    expect(differences).toEqual([]);
  }
});

test("only what is wanted is written, and what that needs", () => {
  const names = (...wanted: string[]) =>
    [...textOf(records, wanted).matchAll(/export const (\w+)/g)].map(([, name]) => name);
  expect(names("holder")).toEqual(["tail", "holder"]);
  expect(names("bits_*")).toEqual(["Color", "bitsT"]);
  expect(names("state_?", "word")).toEqual(["StateT", "word"]);
  expect(() => names("no_such", "node")).toThrow("has no type no_such");
  expect(() => names("u32")).toThrow("has no struct, union or enumeration u32");
});

const int = { kind: "integer", name: "unsigned int", size: 4, signed: false } as const;
const long = { kind: "integer", name: "long unsigned int", size: 8, signed: false } as const;
const char = { kind: "integer", name: "char", size: 1, signed: true } as const;
const at = (name: string | undefined, type: MemberType["type"], bits: number, more = {}): MemberType => {
  return { name, type, at: bits, ...more };
};
const recordOf = (name: string, size: number, ...members: MemberType[]) =>
  ({ kind: "struct", name, size, members }) satisfies RecordType;

/** The text behind the imports. */
function bodyOf(...types: NamedType[]): string {
  const text = textOf({ abi: "x86_64", types });
  return text.slice(text.indexOf('"bytewright/schema";') + 22);
}

test.each<[what: string, type: RecordType & { name: string }, text: string]>([
  ["packed", recordOf("s", 5, at("a", char, 0), at("b", int, 8)), "packed: true"],
  [
    "#pragma pack",
    recordOf("s", 12, at("a", char, 0), at("b", { ...int, name: "unsigned long", size: 8 }, 32)),
    "pack: 4",
  ],
  ["aligned members", recordOf("s", 32, at("a", char, 0), at("b", int, 128)), "b: u32.aligned(16)"],
  ["packed members", recordOf("s", 16, at("a", char, 0), at("b", int, 8), at("c", long, 64)), "b: u32.packed()"],
  ["an aligned whole", recordOf("s", 64, at("a", int, 0)), "align: 64"],
  ["gaps", recordOf("s", 12, at("a", int, 0), at("b", char, 56)), "_1: bytes(3).reserved()"],
  ["ends", recordOf("s", 7, at("a", char, 0)), "_1: bytes(6).reserved()"],
  [
    "a type that is none",
    recordOf("s", 4, at("a", { kind: "unknown", name: "f", size: 4, why: "is a function" }, 0)),
    "// f is a function\n    a: bytes(4)",
  ],
  [
    "a complex number",
    recordOf("s", 8, at("a", { kind: "float", name: "complex float", size: 8 }, 0)),
    "// complex float has no type here\n    a: bytes(8)",
  ],
  [
    "members one over the other",
    recordOf("s", 4, at("a", int, 0), at("b", int, 0)),
    "// Only its bytes: no attributes put its members where they are.",
  ],
  ["members outside of it", recordOf("s", 4, at("a", int, 64)), "bytes: bytes(4)"],
  [
    "arrays of 2^32",
    recordOf("s", 4, at("a", { kind: "array", element: int, count: 2 ** 32 - 1 }, 0)),
    "bytes: bytes(4)",
  ],
  ["names that objects have", recordOf("s", 4, at("toString", int, 0)), 'toString: u32.as("toString_")'],
  ["__proto__", recordOf("s", 4, at("__proto__", int, 0)), '["__proto__"]: u32.as("__proto___")'],
  [
    "names that types have",
    recordOf("object", 4, at("a", int, 0)),
    'export const object2 = struct("object", {\n  as: "Object2",',
  ],
  ["names of the vocabulary", recordOf("array", 4, at("a", int, 0)), 'as: "Array2"'],
  ["names that begin with a digit", recordOf("_3com", 4, at("a", int, 0)), 'as: "T3com2"'],
  ["keywords", recordOf("delete", 4, at("a", int, 0)), 'export const delete_ = struct("delete"'],
  ["a name that is none", recordOf("s", 4, at("a b", int, 0)), "bytes: bytes(4)"],
])("%s", (_, type, text) => {
  expect(bodyOf(type)).toContain(text);
});

test("what comes out as bytes is told", () => {
  const type = recordOf("s", 4, at("a", int, 64));
  expect(writeSchema({ abi: "x86_64", types: [type] }, { names: [], source: "" }).told).toEqual([
    "s: no attributes put its members where they are; written as bytes",
  ]);
});

test("two types of one name have two names, and one that is told twice has one", () => {
  const [a, b, again] = [
    recordOf("s", 4, at("a", int, 0)),
    recordOf("s", 1, at("a", char, 0)),
    recordOf("s", 4, at("a", int, 0)),
  ];
  const user = recordOf("user", 12, at("a", a, 0), at("b", b, 32), at("again", again, 64));
  const text = textOf({ abi: "x86_64", types: [user, a, b, again] });
  expect([...text.matchAll(/struct\("(\w+)"/g)].map(([, name]) => name)).toEqual(["s", "s___2", "user"]);
  expect(text).toContain("a: nested(s),\n    b: nested(s2),\n    again: nested(s),");
});

test("a typedef tells what is as wide everywhere, and an aligned one how it is aligned", () => {
  const typedef = (name: string, type: MemberType["type"], more = {}) =>
    ({ kind: "typedef", name, type, ...more }) as const;
  const of = (type: MemberType["type"]) =>
    bodyOf(recordOf("s", 8, at("a", type, 0)))
      .split("\n")[2]
      ?.trim();
  expect(of(long)).toBe("a: ulong,");
  expect(of(typedef("size_t", long))).toBe("a: ulong,");
  expect(of(typedef("uint64_t", typedef("__uint64_t", long)))).toBe("a: u64,");
  expect(of(typedef("__be64", typedef("__u64", long)))).toBe("a: u64.bigEndian(),");
  expect(of(typedef("__aligned_u64", typedef("__u64", long), { align: 8 }))).toBe("a: u64.aligned(8),");
});

test("members say nothing of an alignment that their record has, alone or in arrays", () => {
  const wide = { ...recordOf("wide", 16, at("a", char, 0)), align: { bytes: 16, isExact: false } };
  const two = { kind: "array", element: wide, count: 2 } as const;
  const members = [
    at("a", wide, 0, { align: 16 }),
    at("b", two, 128, { align: 16 }),
    at("c", wide, 512, { align: 32 }),
  ];
  expect(bodyOf({ ...recordOf("s", 96, ...members), align: { bytes: 32, isExact: false } })).toContain(
    "a: nested(wide),\n    b: array(nested(wide), 2),\n    c: nested(wide).aligned(32),\n",
  );
});

test("types without names, each twice in the next, end where no struct has more members", () => {
  const double = (inner: RecordType | typeof int): RecordType => {
    return { kind: "struct", name: undefined, size: 4, members: [at("a", inner, 0), at("b", inner, 0)] };
  };
  let type = double(int);
  for (let i = 0; i < 60; i++) type = double(type);
  expect(bodyOf(recordOf("s", 4, at("a", type, 0)))).toContain("bytes(4)");
});

test("types of one name and shape are found alike however often each is in the next", () => {
  const chain = () => {
    let type: RecordType = recordOf("s", 4, at("a", int, 0));
    for (let i = 0; i < 60; i++) type = recordOf("s", 4, at("a", type, 0), at("b", type, 0));
    return { ...type, name: "s" };
  };
  expect(bodyOf(chain(), chain())).toContain("s___2");
});

test("an ABI that is not known is refused, and a name that is none left out", () => {
  const odd = recordOf("core::fmt", 4, at("a", int, 0));
  const options = { names: [], source: "" };
  expect(writeSchema({ abi: "x86_64", types: [odd, recordOf("s", 4, at("a", odd, 0))] }, options).told).toEqual([
    "s.a: its type is left out; written as bytes",
    "core::fmt: is no C identifier; left out",
  ]);
  expect(() => writeSchema({ abi: "vax", types: [odd] }, options)).toThrow("is for vax, an ABI that is not known");
});

test("constants are enumerations, one for each name that is asked for", () => {
  const constants = [
    { name: "EV_SYN", value: 0n },
    { name: "EV_MAX", value: 2n ** 63n },
    { name: "KEY_A", value: 30n },
  ];
  const types = { abi: "x86_64", types: [recordOf("s", 4, at("a", int, 0))], constants };
  const text = writeSchema(types, { names: ["s"], constants: ["EV_*", "*"], source: "" }).files.get("");
  expect(text).toContain('export const Ev = enumeration("ev", {\n  EV_SYN: 0,\n  EV_MAX: 9223372036854775808n,\n});');
  expect(text).toContain('export const Constants = enumeration("constants", {\n  KEY_A: 30,\n});');
});

test("many definitions are in many files, which one exports", async () => {
  const types = Array.from({ length: 900 }, (_, i) =>
    recordOf(`s${i}`, 4, at("a", i > 0 ? recordOf("s0", 4, at("a", int, 0)) : int, 0)),
  );
  const { files } = writeSchema({ abi: "x86_64", types }, { names: [], source: "many", file: "index.ts" });
  expect([...files.keys()]).toEqual(["index-01.ts", "index-02.ts", "index-03.ts", "index.ts"]);
  expect(files.get("index-03.ts")).toContain('import { s0 } from "./index-01.ts";');
  for (const [name, text] of files) writeFileSync(join(scratch, name), text);
  expect((await loadSchema(await packSchema(join(scratch, "index.ts")))).structs).toHaveLength(900);
});
