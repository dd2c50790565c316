import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { emitKsy } from "../../codegen/ksy/index.ts";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import { loadSchema } from "../../codegen/load.ts";
import {
  anonymous,
  array,
  bits,
  enumeration,
  family,
  record,
  type StructDefinition,
  struct,
  u8,
  u16,
  u32,
  u64,
} from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
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

const ksyOf = (structs: StructDefinition[]) =>
  emitKsy(layOutSchema({ families: [], structs, enumerations: [] }), "schema/one.ts");

test.each(["little", "big"] as const)("bit fields of %s-endian records begin where C has them", async (byteOrder) => {
  const shares = record("shares", { fields: { low: bits(u8, 3), high: bits(u8, 5), wide: bits(u16, 9), n: u16 } });
  const shared = family("shared", { byteOrder, records: [shares] });
  const bytes = dynamicFamily(shared).encode({ $name: "shares", low: 1, high: 2, wide: 0x155, n: 5 });
  const ksy = emitKsy(layOutSchema({ families: [shared], structs: [], enumerations: [] }), "schema/shared.ts");
  const [first] = (await readByKaitai(ksy, bytes)).records as Read[];
  expect(first!.body).toMatchObject({ low: 1, high: 2, wide: 0x155, n: 5 });
});

test("records that constants tell apart are told apart, and nothing else is taken for one", async () => {
  const when = { field: "magic" };
  const small = record("small", { when, fields: { magic: u32.constant(1), x: u32 } });
  const large = record("large", { when, fields: { magic: u32.constant(2), n: u16, list: array(u8, "n") } });
  const forms = family("forms", { byteOrder: "little", records: [small, large] });
  const ksy = emitKsy(layOutSchema({ families: [forms], structs: [], enumerations: [] }), "schema/forms.ts");
  expect(ksy).not.toContain("not told");
  const { encode } = dynamicFamily(forms);
  const bytes = Buffer.concat([encode({ $name: "large", list: [7, 8] }), encode({ $name: "small", x: 5 })]);
  const { records } = await readByKaitai(ksy, new Uint8Array(bytes));
  expect((records as Read[]).map(({ body }) => body)).toMatchObject([{ n: 2, list: [7, 8] }, { x: 5 }]);
  await expect(readByKaitai(ksy, new Uint8Array([9, 0, 0, 0, 1]))).rejects.toThrow("not any of the list, got [9]");
});

test("where bytes may be of either order, it is told at which end bit fields begin", () => {
  const records = [record("shares", { fields: { low: bits(u8, 3) } })];
  const either = family("either", { byteOrder: "either", records });
  const told = family("told", { byteOrder: "big", records: [record("other", { fields: { a: u8 } })] });
  const ksy = emitKsy(layOutSchema({ families: [either, told], structs: [], enumerations: [] }), "schema/either.ts");
  expect(ksy).toContain("#   - that bit fields begin at the other end of their bytes where all is big-endian\n");
  expect(ksy).toContain("#   - the byte order of told\n");
});

test("the only struct of a schema is what is read; names that differ in case alone count what they count", async () => {
  const one = struct("one", {
    fields: { n: u8, N: u8, _1: anonymous({ m: u16, k: u16 }), list: array(u16, "N") },
  });
  const two = struct("two", { fields: { _1: anonymous({ m: u16, k: u16 }) }, parts: { list: array(u8, "m") } });
  const read = await readByKaitai(ksyOf([one]), dynamicStruct(one).encode({ n: 0, m: 1, k: 2, list: [7, 8] }));
  expect(read).toMatchObject({ n: 0, n2: 2, list: [7, 8] });
  const other = await readByKaitai(ksyOf([two]), dynamicStruct(two).encode({ k: 2, list: [7, 8] }));
  expect(other).toMatchObject({ list: [7, 8] });
});

test("enumerations whose names differ in case alone stay two, and values that Kaitai Struct has not are told", async () => {
  const small = enumeration("size", { ONE: 1 });
  const large = enumeration("Size", { MOST: { value: 2n ** 64n - 1n }, UNO: 1n }, { as: "Sizes" });
  const one = struct("one", { fields: { a: u32.enum(small), b: u64.enum(large) } });
  const ksy = ksyOf([one]);
  expect(parse(ksy).enums).toEqual({ size: { 1: { id: "one" } }, size_2: { 1: { id: "uno" } } });
  expect(ksy).toContain("#   - names of values from 2 ** 63 on\n");
  const bytes = dynamicStruct(one).encode({ a: 1, b: 1n });
  expect(await readByKaitai(ksy, bytes)).toMatchObject({ a: 1, b: 1 });
});
