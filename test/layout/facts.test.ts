import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  bits,
  char,
  enumeration,
  f32,
  f64,
  nested,
  pointer,
  s64,
  struct,
  u8,
  u16,
  u32,
  u64,
  union,
} from "../../schema/dsl/index.ts";
import type { Field, Fields } from "../../schema/dsl/types.ts";
import { abis, enumerationFacts, layOut } from "../../src/layout/index.ts";
import type { FieldLayout, Layout } from "../../src/wire/layout.ts";

// What a layout says of fields besides their places.

function fieldsOf(fields: Fields): FieldLayout[] {
  return membersOf(layOut(struct("s", { fields }), abis.x86_64));
}

function membersOf({ members }: Layout): FieldLayout[] {
  return members.filter((member) => member.kind === "field");
}

function layoutOf({ type }: FieldLayout): Layout {
  return (type as { layout: Layout }).layout;
}

test("schema/README.md has every ABI with its facts", () => {
  const readme = readFileSync(new URL("../../schema/README.md", import.meta.url), "utf8");
  const rows = readme.matchAll(/^\| `(\w+)` +\| [^|]+ \| (little|big) +\| (.*) \|$/gm);
  const shown = [...rows].map(([, name, order, facts = ""]) => [
    name,
    order,
    ...facts.split("|").map((cell) => cell.trim()),
  ]);
  const expected = Object.entries(abis).map(([name, abi]) => {
    const { byteOrder, wordSize, longSize, maxScalarAlign, longDouble, int128Align = "" } = abi;
    const sizes = [`${wordSize}, ${longSize}`, maxScalarAlign, `${longDouble.size}, ${longDouble.align}`, int128Align];
    return [name, byteOrder, ...sizes.map(String)];
  });
  expect(shown).toEqual(expected);
  for (const [name, abi] of Object.entries(abis)) expect(abi.name).toBe(name);
});

test("an enumeration's description", () => {
  const { $enumeration } = enumeration("e", { A: 1 }, { doc: "Modes." });
  expect(enumerationFacts($enumeration)).toEqual({ name: "e", doc: "Modes.", members: [{ name: "A", value: 1 }] });
});

describe("constants are as decoded values hold them", () => {
  test.each<[fields: Fields, constant: unknown]>([
    [{ a: u8.constant(5) }, 5],
    [{ a: u8.constant(-0) }, 0],
    [{ a: (u8 as unknown as typeof u64).constant(5n) }, 5],
    [{ a: (u64 as unknown as typeof u8).constant(5) }, 5n],
    [{ a: (pointer as unknown as typeof u8).constant(5) }, 5n],
    [{ a: (char as unknown as typeof u8).constant(65) }, 65],
    [{ a: f64.constant(0.5) }, 0.5],
    [{ a: f64.constant(-0) }, -0],
  ])("%#", (fields, constant) => {
    expect(fieldsOf(fields)[0]!.constant).toBe(constant);
  });
});

test.each<[what: string, fields: Fields, type: object]>([
  ["addresses have no sign", { a: pointer }, { kind: "integer", size: 8, signed: false, big: true }],
  ["a float's byte order", { a: f32.bigEndian() }, { kind: "float", size: 4, byteOrder: "big" }],
  ["a float without one", { a: f64 }, { kind: "float", size: 8 }],
  ["a bit field over 64 bits is a bigint", { a: bits(s64, 3) }, { kind: "integer", size: 8, signed: true, big: true }],
])("%s", (_, fields, type) => {
  expect(fieldsOf(fields)[0]!.type).toEqual(type);
});

test("a flexible array is shown as its elements are, unless it says otherwise", () => {
  expect(fieldsOf({ a: array(u8.hex()) })[0]!.display).toBe("hex");
  expect(fieldsOf({ a: array(array(u8.hex(), 2)) })[0]!.display).toBe("hex");
  expect(fieldsOf({ a: array(u8.hex()).text() })[0]!.display).toBe("text");
});

test("holes within bytes say which of their bits they are", () => {
  expect(layOut(struct("s", { fields: { a: u16, b: bits(u8, 3), c: u16 } }), abis.x86_64).members.slice(2)).toEqual([
    { kind: "padding", offset: 2, size: 1, bits: { at: 19, width: 5 } },
    { kind: "padding", offset: 3, size: 1 },
    expect.objectContaining({ name: "c", offset: 4 }),
  ]);
});

test("structs and unions are told apart", () => {
  const s = layOut(struct("s", { fields: { a: nested({ b: u8 }), u: union({ x: u8 }) } }), abis.x86_64);
  expect([s, ...membersOf(s).map(layoutOf)].map(({ kind }) => kind)).toEqual(["struct", "struct", "union"]);
});

describe("the tag of a union", () => {
  const tag = { field: "t", members: { a: 1, b: 2 } };

  test("says which union it is of", () => {
    const [t, other] = fieldsOf({ t: u8, other: u8, u: union({ a: u8, b: u8 }, { tag }) });
    expect([t!.tags, other!.tags]).toEqual(["u", undefined]);
  });

  test("is found in an anonymous struct", () => {
    const [x] = fieldsOf({ x: anonymous({ s: u8, t: u8 }), u: union({ a: u8, b: u8 }, { tag }) });
    expect(membersOf(layoutOf(x!)).map(({ tags }) => tags)).toEqual([undefined, "u"]);
  });

  test("says of an anonymous union which of its members the struct has", () => {
    const [t, u] = fieldsOf({ t: u8, x: anonymousUnion({ a: u8, b: u8 }, { tag }) });
    expect(t!.tags).toBe("a,b");
    expect(layoutOf(u!).tag).toEqual(tag);
  });
});

test("a struct of which nothing is marked keeps its own layout", () => {
  const inner = struct("inner", { fields: { a: u8, b: anonymous({ c: u8 }) } });
  const [x] = fieldsOf({ x: anonymous(inner), n: u32, list: array(u8, "n") });
  expect(layoutOf(x!)).toBe(layOut(inner, abis.x86_64));
});

test("what is said of a bit field's base is said of the bit field", () => {
  const said = (field: Field) => layOut(struct("s", { fields: { a: field } }), abis.x86_64).members[0];
  const Color = enumeration("color", { RED: 1 });
  expect(said(bits(u16.constant(5), 12))).toEqual(said(bits(u16, 12).constant(5)));
  expect(said(bits(u16.reserved().doc("For later."), 12))).toEqual(said(bits(u16, 12).doc("For later.").reserved()));
  expect(said(bits(u16.enum(Color).hex(), 12))).toEqual(said(bits(u16, 12).hex().enum(Color)));
  expect(said(bits(u16.constant(5), 12))).toMatchObject({ constant: 5, bits: { at: 0, width: 12 } });
});
