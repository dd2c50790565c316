import { describe, expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  bits,
  bytes,
  family,
  nested,
  type RecordOptions,
  record,
  struct,
  u8,
  u16,
  u32,
  u64,
  union,
} from "../../schema/dsl/index.ts";
import type { Fields, RecordDefinition } from "../../schema/dsl/types.ts";
import { abis, layOutRecord } from "../../src/layout/index.ts";
import type { FieldLayout, Layout, RecordLayout } from "../../src/wire/layout.ts";

const hdr = struct("hdr", { fields: { type: u32 } });

function layouts(...records: RecordDefinition[]): Layout[] {
  const fam = family("f", { header: hdr, member: "h", type: "type", byteOrder: "little", abi: "x86_64", records });
  return records.map((one) => layOutRecord(one, fam, abis.x86_64));
}

/** A record of type 1 with its discriminator or, without values, the one for all that others leave. */
function variant(name: string, fields: Fields, field?: string, values: readonly number[] = []): RecordDefinition {
  return record(name, { type: 1, fields, ...(field !== undefined && { when: { field, values } }) });
}

function whenOf(layout: Layout | undefined): RecordLayout["when"] {
  return layout?.record?.when;
}

/** Paths of the fields that tell a record from others. */
function telling({ members }: Layout, prefix = ""): string[] {
  const fields = members.filter((member): member is FieldLayout => member.kind === "field");
  return fields.flatMap(({ name, tells, type }) => [
    ...(tells ? [prefix + name] : []),
    ...("layout" in type ? telling(type.layout, `${prefix}${name}.`) : []),
  ]);
}

describe("the field that tells a record from others of its type", () => {
  test.each<[fields: Fields, field: string, when: object, path?: string]>([
    [{ kind: u8 }, "kind", { offset: 4, size: 1 }],
    [{ a: u32, kind: u16.bigEndian() }, "kind", { offset: 8, size: 2, byteOrder: "big" }],
    [{ c: nested({ a: u32, kind: u32 }) }, "c.kind", { offset: 8, size: 4 }],
    [{ a: u32, x: anonymous({ kind: u32 }) }, "kind", { offset: 8, size: 4 }, ".kind"],
    [{ a: u32, x: anonymousUnion({ kind: u32, b: u8 }) }, "kind", { offset: 8, size: 4 }, ".kind"],
  ])("%#", (fields, field, when, path = field) => {
    const [one] = layouts(variant("one", fields, field, [1, 2]));
    expect(whenOf(one)).toEqual({ path: field, values: [1, 2], ...when });
    expect(telling(one!)).toEqual([path]);
  });

  test("nothing, where there is none, or it is no integer", () => {
    const [none, float] = layouts(variant("none", { a: u8 }, "b", [1]), variant("list", { a: bytes(2) }, "a", [1]));
    expect([none, float].map(whenOf)).toEqual([undefined, undefined]);
    expect([none, float].flatMap((layout) => telling(layout!))).toEqual([]);
  });
});

describe("a record that takes what others of its type leave", () => {
  const one = variant("one", { a: u32, kind: u32 }, "kind", [1, 2]);
  const two = variant("two", { a: u32, kind: u32 }, "kind", [5]);

  test.each<[fields: Fields, path: string, told?: string]>([
    [{ b: u32, sort: u32 }, "sort"],
    [{ b: u32, s: nested({ sort: u32 }) }, "s.sort"],
    [{ x: anonymous({ b: u32, sort: u32 }) }, "sort", ".sort"],
    [{ x: anonymous({ b: u32, s: nested({ sort: u32 }) }) }, "s.sort", ".s.sort"],
    [{ s: nested({ b: u32 }), t: nested({ sort: u32 }) }, "t.sort"],
    [{ b: u8, s: nested({ c: u32, d: u32 }) }, "s.c"],
  ])("%#", (fields, path, told = path) => {
    const others = record("others", { type: 1, fields });
    const [, , layout] = layouts(one, two, others, record("another", { type: 2, fields: {} }));
    expect(whenOf(layout)).toEqual({ path, offset: 8, size: 4, values: [1, 2, 5], except: true });
    expect(telling(layout!)).toEqual([told]);
  });

  test.each<[what: string, fields: Fields]>([
    ["nothing stands there", { b: u32 }],
    ["a larger field", { b: u32, sort: u64 }],
    ["two smaller fields", { b: u32, c: u16, d: u16 }],
    ["bits", { b: u32, c: bits(u32, 32) }],
    ["bytes", { b: u32, c: bytes(4) }],
    ["a union", { b: u32, c: union({ d: u32 }) }],
    ["elements", { b: u32, c: array(u32, 1) }],
  ])("has no field to tell it where there is none like theirs: %s", (_, fields) => {
    const [, others] = layouts(one, variant("others", fields));
    expect(whenOf(others)).toBeUndefined();
    expect(telling(others!)).toEqual([]);
  });

  test("keeps the byte order of theirs", () => {
    const [, others] = layouts(
      variant("one", { kind: u16.bigEndian() }, "kind", [1]),
      variant("others", { k: u16.bigEndian() }),
    );
    expect(whenOf(others)).toEqual({ path: "k", offset: 4, size: 2, byteOrder: "big", values: [1], except: true });
  });

  test("is not told by records of other types, nor by those without such a field", () => {
    const broken = variant("broken", { a: u32 }, "nothing", [7]);
    const [, , others, other] = layouts(
      one,
      broken,
      variant("others", { b: u32, k: u32 }),
      record("other", { type: 2, fields: { a: u32, k: u32 } }),
    );
    expect(whenOf(others)?.values).toEqual([1, 2]);
    expect(whenOf(other)).toBeUndefined();
  });
});

test("what follows a record", () => {
  const item = struct("item", { fields: { a: u8 } });
  const followers: RecordOptions<Fields>["followers"] = [
    { name: "comm", record: "text", as: "text" },
    { name: "items", record: "list", as: item },
  ];
  const [r, text] = layouts(record("r", { type: 1, followers, fields: {} }), record("text", { type: 2, fields: {} }));
  const framing = r!.record!.framing;
  expect(framing).toMatchObject({ headerSize: 4, type: { name: "type", offset: 0, size: 4 } });
  expect(r!.record).toStrictEqual({
    family: "f",
    framing,
    type: 1,
    header: "h",
    baseSize: 4,
    followers: [
      { name: "comm", record: "text" },
      { name: "items", record: "list", struct: "item" },
    ],
  });
  expect(text!.record).toStrictEqual({ family: "f", framing, type: 2, header: "h", baseSize: 4 });
});

describe("the size that the elements of a flexible array add to", () => {
  test.each<[length: "sizeof" | "offset", fields: Fields, baseSize: number]>([
    ["sizeof", { a: u64, b: u32, rest: bytes() }, 24],
    ["offset", { a: u64, b: u32, rest: bytes() }, 20],
    ["offset", { a: u64, b: u32 }, 24],
  ])("%s: %#", (length, fields, baseSize) => {
    expect(layouts(record("r", { type: 1, length, fields }))[0]!.record!.baseSize).toBe(baseSize);
  });
});
