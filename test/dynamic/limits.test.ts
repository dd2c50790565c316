import { expect, test } from "vitest";
import { CkptHdrGroupinfo } from "../../generated/ckpt-v23/index.ts";
import { ckptV23 } from "../../schema/ckpt-v23/index.ts";
import {
  array,
  bits,
  bytes,
  char,
  type Field,
  f32,
  family,
  nested,
  record,
  struct,
  u8,
  u16,
  u32,
  u64,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import { type DynamicCodec, dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import type { AnyCodec, View } from "../../src/wire/index.ts";
import { generateHere } from "../fuzz/generate-here.ts";
import { makesAllRuns } from "../support/all-runs.ts";
import { outcomeOf } from "./outcome.ts";

const sealed = struct("sealed", { fields: { sign: u8.constant(7) } });

test.each([
  ["more bytes than an array has", { a: array(u8, 2 ** 40) }, "takes 1099511627776 bytes"],
  ["a list that is too long for a value", { a: array(u8, 2 ** 24 + 1) }, "more than 16777216 elements"],
  ["lists in a list that are together", { a: array(array(u8, 4095), 4097) }, "more than 16777216 elements"],
  ["a text that is too long for a value", { a: array(char, 2 ** 28 + 1) }, "a text of more than 268435456 bytes"],
  ["elements of no bytes without end", { a: array(array(u8, 0), 2 ** 40) }, "elements of no bytes"],
])("a struct with %s is refused", (_what, fields, message) => {
  expect(() => dynamicStruct(struct("s", { fields }) as never)).toThrow(
    expect.objectContaining({ name: "SchemaError", message: expect.stringContaining(message) }),
  );
});

test("a struct of as many fields as one can have", () => {
  const count = makesAllRuns ? 65_535 : 20_000;
  const last = `f${count - 1}`;
  const fields = Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, u8]));
  const many = dynamicStruct(struct("many", { fields }) as never) as AnyCodec;
  const bytes = Uint8Array.from({ length: count }, (_, i) => i % 251);
  const value = many.decode(bytes);
  expect(Object.keys(value)).toHaveLength(count);
  expect(value).toMatchObject({ f0: 0, f499: 499 % 251, f500: 500 % 251, [last]: (count - 1) % 251 });
  expect(many.encode(value)).toEqual(bytes);
  expect(many.sizeOf(value)).toBe(count);
  expect(many.encode(many.create({ [last]: 1 }))).toEqual(Uint8Array.of(...new Uint8Array(count - 1), 1));
  const view = many.view(bytes) as View & { readonly [field: string]: unknown };
  expect(many.check(view)).toBeUndefined();
  expect(view[last]).toBe((count - 1) % 251);
  expect(() => many.decode(bytes.subarray(1))).toThrow(`at 0x0: many takes ${count} bytes, ${count - 1} are left`);
  expect((many as DynamicCodec<unknown>).parser.parse(bytes)).toEqual(value);
});

test("each of a million constants is looked at", () => {
  const seals = dynamicStruct(struct("seals", { fields: { a: array(nested(sealed), 2 ** 20) } }));
  const bytes = new Uint8Array(2 ** 20).fill(7);
  expect(seals.check(seals.view(bytes))).toBeUndefined();
  bytes[bytes.length - 1] = 8;
  expect(() => seals.decode(bytes)).toThrow("at 0xfffff: seals.a[1048575].sign is 8, expected 7");
});

test.each([
  ["more bytes than an array has", { a: array(u8, 2 ** 40).reserved() }, "takes 1099511627776 bytes"],
  ["a name that values use", { toJSON: u8 }, "is a reserved JavaScript name"],
])("a family whose followers carry a struct with %s is refused", (_what, fields, message) => {
  const as = struct("item", { fields: fields as never });
  const r = record("r", { followers: [{ name: "items", record: "r", as }], fields: { a: u8 } });
  const header = struct("hdr", { fields: {} });
  expect(() => dynamicFamily(family("f", { header, member: "h", byteOrder: "little", records: [r] }))).toThrow(
    expect.objectContaining({ name: "SchemaError", message: expect.stringContaining(message) }),
  );
});

test.each(["toString", "valueOf", "hasOwnProperty", "constructor", "__proto__", "toJSON"])(
  "a field that would be named %s is refused, as by generated code",
  (name) => {
    const fields = Object.fromEntries([[name, u8]]);
    for (const held of [
      fields,
      { inside: nested(fields) },
      { a: u8, ...Object.fromEntries([[name, u8.reserved()]]) },
    ]) {
      expect(() => dynamicStruct(struct("s", { fields: held }) as never)).toThrow(
        `${name} is a reserved JavaScript name; give it another name there: .as("${name}_")`,
      );
    }
  },
);

test("a constant that does not fit the long of an ABI is refused for that ABI", () => {
  const s = struct("s", { fields: { a: ulong.constant(1n << 40n) } });
  expect(dynamicStruct(s, "x86_64").decode(dynamicStruct(s, "x86_64").encode({}))).toEqual({ a: 1n << 40n });
  expect(() => dynamicStruct(s, "i386")).toThrow(
    "s.a: its constant 1099511627776n does not fit the 4 bytes that it has on i386; use u64, or correct the constant",
  );
});

test("a bigint of millions of digits is refused without being written out", { timeout: 2000 }, () => {
  const long = dynamicStruct(struct("wide", { fields: { a: u64, b: u32, c: bits(u64, 40), d: u8.constant(1) } }));
  const huge = 1n << 64_000_000n;
  const good = { a: 1n, b: 1, c: 1n };
  expect(() => long.encode({ ...good, a: huge })).toThrow(
    "wide.a: a bigint over 128 bits does not fit u64 (0..18446744073709551615)",
  );
  expect(() => long.encode({ ...good, a: -huge })).toThrow("wide.a: a bigint over 128 bits does not fit u64");
  expect(() => long.encode({ ...good, b: huge as never })).toThrow("wide.b: found a bigint over 128 bits");
  expect(() => long.encode({ ...good, c: huge })).toThrow("wide.c: a bigint over 128 bits does not fit u64 : 40");
  expect(() => long.encode({ ...good, d: huge as never })).toThrow("wide.d is a bigint over 128 bits");
  expect(() => long.encode({ ...good, a: 1n << 127n })).toThrow(`wide.a: ${1n << 127n} does not fit u64`);
});

test("a text that is as long as its count keeps its NULs", () => {
  const named = dynamicStruct(struct("named", { fields: { n: u16, key: array(char, "n") } }));
  for (const key of ["", "\0", "a\0\0", "\0é\0"]) {
    const bytes = named.encode({ n: Buffer.byteLength(key), key });
    expect(named.decode(bytes)).toEqual({ n: Buffer.byteLength(key), key });
    expect(JSON.stringify(named.view(bytes))).toBe(JSON.stringify({ n: Buffer.byteLength(key), key }));
  }
  const bad = { n: 3, key: "\ud800" };
  expect(() => named.encode(bad)).toThrow("named.key: a lone surrogate cannot be encoded");
});

/** A record with one group too many for a list, whose bytes are all there. */
function tooManyGroups(): Uint8Array {
  const count = 2 ** 24 + 1;
  const bytes = new Uint8Array(CkptHdrGroupinfo.encode({ groups: [] }).length + count * 4);
  bytes.set(CkptHdrGroupinfo.encode({ groups: [] }));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, bytes.length, true);
  view.setUint32(8, count, true);
  return bytes;
}

test.each<[string, AnyCodec]>([
  ["generated", CkptHdrGroupinfo],
  ["at run time", dynamicFamily(ckptV23).codecNamed("ckpt_hdr_groupinfo") as AnyCodec],
])("a list of more elements than a value can have is refused everywhere: %s", (_, codec) => {
  const bytes = tooManyGroups();
  const place = { code: "too-large", record: "ckpt_hdr_groupinfo", path: "groups" };
  const fault = { ...place, offset: 12, found: "16777217 elements", expected: 16777216 };
  const view = codec.view(bytes) as ReturnType<typeof CkptHdrGroupinfo.view>;
  expect(outcomeOf(() => codec.decode(bytes))).toEqual({ fault });
  expect(codec.check(view)).toEqual(fault);
  expect(outcomeOf(() => view.groups)).toEqual({ fault });
  expect(outcomeOf(() => codec.encode({ groups: new Array(2 ** 24 + 1).fill(0) }))).toEqual({
    fault: { ...fault, offset: undefined },
  });
  expect(() => codec.decode(bytes)).toThrow(
    "at 0xc: ckpt_hdr_groupinfo.groups takes 16777217 elements, the limit is 16777216",
  );
});

const many = array(u8, 2 ** 20 - 1);

test.each<[what: string, element: Field, refused: boolean]>([
  ["a list", many, true],
  ["a list of lists", array(array(u8, 2 ** 10 - 1), 2 ** 10 - 1), true],
  ["a struct with a list", nested({ x: u8, many }), true],
  ["a struct with a list in a union", nested({ u: union({ x: u8, many }) }), true],
  ["a struct with a reserved list", nested({ x: u8, many: many.reserved() }), false],
])("elements of lists in a list are its own: %s", async (_, element, refused) => {
  const definition = struct("s", { fields: { n: u32, l: array(element, "n") } });
  const { S } = await generateHere({ families: [], structs: [definition], enumerations: [] });
  for (const codec of [S as AnyCodec, dynamicStruct(definition) as AnyCodec]) {
    const bytes = new Uint8Array(4 + 17 * 2 ** 20);
    bytes[0] = 16;
    expect(codec.check(codec.view(bytes))).toBeUndefined();
    bytes[0] = 17;
    const fault = { code: "too-large", path: "l", offset: 4, expected: 2 ** 24 };
    expect(codec.check(codec.view(bytes))).toEqual(refused ? expect.objectContaining(fault) : undefined);
    if (!refused) continue;
    expect(() => codec.decode(bytes)).toThrow("at 0x4: s.l takes");
    // Views read nothing of what is in them.
    if (element.facts.type.kind === "struct") expect(codec.view(bytes).l).toHaveLength(17);
    else expect(() => codec.view(bytes).l).toThrow("at 0x4: s.l takes");
    expect(() => codec.encode({ l: new Array(17).fill(0) })).toThrow("s.l takes");
  }
});

const members = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`m${i}`, nested({ x: u8 })]));

test.each<[what: string, element: Field, size: number, most: number]>([
  ["structs of four numbers", nested({ a: u8, b: u8, c: u8, d: u8 }), 4, 2 ** 24],
  ["structs of twelve numbers", nested({ a: array(u8, 4), b: u32, c: u32 }), 12, 2 ** 24 / 5],
  ["structs in structs", nested({ a: nested({ b: nested({ c: u8 }) }) }), 1, 2 ** 24 / 2],
  ["arrays of bytes", bytes(1), 1, 2 ** 24 / 4],
  ["larger arrays of bytes", bytes(20), 20, 2 ** 24 / 5],
  ["structs of texts", nested({ a: array(char, 1) }), 1, 2 ** 24 / 2],
  ["structs of three floating-point numbers", nested({ a: f32, b: f32, c: f32 }), 12, 2 ** 24 / 2],
  ["unions with their members and bytes", union(members), 1, 2 ** 24 / 17],
])("what takes more memory counts for more elements: %s", async (_, element, size, most) => {
  const definition = struct("s", { fields: { l: array(element) } });
  const { S } = await generateHere({ families: [], structs: [definition], enumerations: [] });
  for (const codec of [S as AnyCodec, dynamicStruct(definition) as AnyCodec]) {
    const all = new Uint8Array((Math.floor(most) + 1) * size);
    expect(codec.check(codec.view(all.subarray(size)))).toBeUndefined();
    expect(codec.check(codec.view(all))).toMatchObject({ code: "too-large", path: "l", offset: 0 });
    expect(() => codec.decode(all)).toThrow("at 0x0: s.l takes");
  }
});

test("views of lists of lists count for no more than themselves", async () => {
  const definition = struct("s", { fields: { l: array(array(union(members), 4)) } });
  const { S } = await generateHere({ families: [], structs: [definition], enumerations: [] });
  for (const codec of [S as AnyCodec, dynamicStruct(definition) as AnyCodec]) {
    const view = codec.view(new Uint8Array(4 * 300_000));
    expect(codec.check(view)).toMatchObject({ code: "too-large", path: "l" });
    expect(view.l).toHaveLength(300_000);
  }
});

test("a text of more bytes than a value can have is refused everywhere", () => {
  const texts = dynamicStruct(struct("texts", { fields: { text: array(char) } }));
  const bytes = new Uint8Array(2 ** 28 + 1).fill(0x61);
  const fault = { code: "too-large", record: "texts", path: "text", offset: 0, expected: 2 ** 28 };
  const view = texts.view(bytes) as unknown as { readonly text: string };
  expect(outcomeOf(() => texts.decode(bytes))).toEqual({ fault: { ...fault, found: "268435457 bytes" } });
  expect(outcomeOf(() => view.text)).toEqual({ fault: { ...fault, found: "268435457 bytes" } });
});
