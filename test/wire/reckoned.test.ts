import { expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { checkSchema } from "../../src/layout/index.ts";

const { array, bytes, nested, struct, u8, u16, u32, union } = dsl;

test.each<[what: string, fields: dsl.Fields]>([
  ["the whole", { head: u32.checksum("crc32"), n: u32, data_crc: u32.checksum("crc32", { from: "data" }) }],
  [
    "fields",
    {
      head: u32.checksum("crc32", { from: "n", to: "data_crc" }),
      n: u32,
      data_crc: u32.checksum("crc32", { from: "data" }),
    },
  ],
])("a checksum of %s is right where it is of another one that is told behind it", (_, fields) => {
  const codec = dynamicStruct(struct("s", { fields, parts: { data: bytes("n") } }));
  const encoded = codec.encode({ data: Uint8Array.of(0xaa, 0xbb) } as never);
  expect(codec.decode(encoded)).toMatchObject({ n: 2, data: Uint8Array.of(0xaa, 0xbb) });
});

test("checksums that are of one another are a fault, and so are three in a ring", () => {
  const crc = (from: string, to: string) => u32.checksum("crc32", { from, to });
  const two = struct("two", { fields: { a: crc("a", "b"), b: crc("a", "b") } });
  const three = struct("three", { fields: { a: crc("b", "b"), b: crc("c", "c"), c: crc("a", "a") } });
  const faults = checkSchema({ families: [], structs: [two, three] });
  expect(faults.map(({ record, field, problem }) => [record, field, problem])).toEqual([
    ["two", "a", "is a checksum of bytes with b among them, which depends on it"],
    ["three", "a", "is a checksum of bytes with b among them, which depends on it"],
  ]);
});

test.each<[problem: string, definition: dsl.StructDefinition]>([
  [
    "is reckoned, and in a part",
    struct("s", { fields: { a: u8 }, parts: { c: nested({ q: u32.checksum("crc32") }) } }),
  ],
  ["is reckoned, and in a part", struct("s", { fields: { a: u8 }, parts: { c: nested({ n: u16.total() }) } })],
  [
    "one element cannot be constant, reserved, reckoned or later",
    struct("s", { fields: { c: array(u32.checksum("crc32"), 2) } }),
  ],
  ["one element cannot be constant, reserved, reckoned or later", struct("s", { fields: { c: array(u8.total(), 2) } })],
  [
    "one element cannot be constant, reserved, reckoned or later",
    struct("s", { grows: true, fields: { c: array(u8.since(3), 2) } }),
  ],
])("what nobody would reckon is a fault: %s", (problem, definition) => {
  const faults = checkSchema({ families: [], structs: [definition] });
  expect(faults.map((fault) => fault.problem)).toContain(problem);
});

test("a view of a record that has not grown does not look for a tag behind its end", () => {
  const u = union({ a: u8, b: u16 }, { tag: { field: "k", members: { a: 1, b: 2 } } });
  const codec = dynamicStruct(
    struct("s", { grows: true, fields: { x: u16, k: u8.since(4), u: (u as dsl.FieldBuilder<never>).since(6) } }),
  );
  const bytes = Uint8Array.of(1, 0);
  expect(codec.decode(bytes)).toEqual({ x: 1 });
  expect((codec.view(bytes) as unknown as { readonly x: number }).x).toBe(1);
});
