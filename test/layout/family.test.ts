import { describe, expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  enumeration,
  type FamilyOptions,
  family,
  nested,
  record,
  struct,
  u8,
  u16,
  u32,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { RecordDefinition } from "../../schema/dsl/types.ts";
import {
  abiOf,
  abis,
  checkSchema,
  describeSchemaFault,
  framingOf,
  type LaidOutFamily,
  layOut,
  layOutFamily,
  layOutRecord,
} from "../../src/layout/index.ts";

const hdr = struct("hdr", { fields: { more: u8, type: u16, len: u32 } });

function laidOut(given: Partial<FamilyOptions>, ...records: RecordDefinition[]): LaidOutFamily {
  return layOutFamily(family("f", { header: hdr, member: "h", byteOrder: "little", records, ...given }));
}

test("a family with all that there is to say", () => {
  const item = struct("item", { fields: { a: u8 } });
  const records = [
    record("other", { type: 1, fields: { pad: u32, magic: u32 } }),
    record("one", {
      type: { ONE: 2 },
      doc: "The first.",
      followers: [
        { name: "comm", record: "other", as: "text" },
        { name: "items", record: "other", as: item },
        { name: "more", record: "other", as: item },
      ],
      fields: { pad: u32, s: nested({ x: anonymous({ y: u32, magic: u32.constant(7) }) }) },
    }),
  ];
  const given = family("f", {
    doc: "A family.",
    header: hdr,
    member: "h",
    type: "type",
    types: enumeration("kinds", { TWO: 5 }, { doc: "Kinds." }),
    length: { field: "len", counts: "payload", unit: 4 },
    align: 8,
    maxRecordSize: 1000,
    byteOrder: { record: "one", field: "s.magic" },
    records,
  });
  expect(layOutFamily(given)).toEqual({
    name: "f",
    doc: "A family.",
    header: { name: "hdr", member: "h" },
    framing: {
      headerSize: 8,
      type: { name: "type", offset: 2, size: 2 },
      length: { name: "len", offset: 4, size: 4, counts: "payload", unit: 4 },
      align: 8,
      maxRecordSize: 1000,
    },
    byteOrder: { record: "one", field: "s.magic" },
    types: {
      name: "kinds",
      doc: "Kinds.",
      members: [
        { name: "TWO", value: 5 },
        { name: "ONE", value: 2, doc: "The first." },
      ],
    },
    opening: { record: "one", field: "s.magic", offset: 16 },
    structs: [layOut(hdr, abis.x86_64), layOut(item, abis.x86_64)],
    records: records.map((one) => layOutRecord(one, given, abis.x86_64)),
  });
});

test("a family with as little as there can be", () => {
  const { framing, types, opening, doc } = laidOut({}, record("r", { fields: {} }));
  expect(framing).toEqual({ headerSize: 8, align: 1, maxRecordSize: 2 ** 31 - 1 });
  expect([types, opening, doc]).toEqual([undefined, undefined, undefined]);
});

describe("names of types", () => {
  const kinds = enumeration("kinds", {});
  test.each<[types: Partial<FamilyOptions>, records: RecordDefinition[], expected: unknown]>([
    [{}, [record("r", { type: 1, fields: {} })], undefined],
    [{ types: kinds }, [record("r", { type: 1, fields: {} })], { name: "kinds", members: [] }],
    [
      { types: kinds },
      [record("r", { type: { R: 1 }, fields: {} })],
      { name: "kinds", members: [{ name: "R", value: 1 }] },
    ],
    [{}, [record("r", { type: { R: 1 }, fields: {} })], { name: "f_type", members: [{ name: "R", value: 1 }] }],
  ])("%#", (given, records, expected) => {
    expect(laidOut({ type: "type", ...given }, ...records).types).toEqual(expected);
  });
});

test.each<[byteOrder: FamilyOptions["byteOrder"], opening: object | undefined]>([
  ["big", undefined],
  [
    { record: "r", field: "b" },
    { record: "r", field: "b", offset: 12 },
  ],
  [{ record: "none", field: "b" }, undefined],
  [{ record: "r", field: "c" }, undefined],
])("where an image tells its byte order: %#", (byteOrder, opening) => {
  const r = record("r", { type: 2, fields: { a: u32, b: u32.constant(1) } });
  const laid = laidOut({ byteOrder, type: "type" }, record("q", { type: 1, fields: { b: u32 } }), r);
  expect(laid.opening).toEqual(opening);
  expect(laid.byteOrder).toEqual(byteOrder);
});

test("records are laid out for the family's ABI, and for any if it is portable", () => {
  const r = record("r", { type: 1, fields: { a: ulong } });
  expect(laidOut({ abi: "i386" }, r).records[0]).toMatchObject({ abi: "i386", size: 12 });
  expect(laidOut({ abi: "ppc64" }, r).records[0]).toMatchObject({ abi: "ppc64", size: 16 });
  expect(abiOf("portable")).toBe(abis.x86_64);
  expect(abiOf("arm")).toBe(abis.arm);
});

test("a header without the field that it should have has no framing by it: the schema is at fault", () => {
  const given = family("f", { header: hdr, member: "h", type: "kind", byteOrder: "little", records: [] });
  expect(framingOf(given, abis.x86_64)).toEqual({ headerSize: 8, align: 1, maxRecordSize: given.maxRecordSize });
  expect(
    checkSchema({ families: [given], structs: [] })
      .map(describeSchemaFault)
      .join(),
  ).toContain("kind");
});

describe("the structs of a family", () => {
  const inner = struct("inner", { fields: { i: u8 } });
  const outer = struct("outer", { fields: { o: nested(inner), n: nested({ x: u8 }) } });
  const named = (given: Partial<FamilyOptions>, ...records: RecordDefinition[]) =>
    laidOut(given, ...records).structs.map(({ name }) => name);

  test.each<[what: string, record: RecordDefinition, ...structs: string[]]>([
    ["nested ones, innermost first", record("r", { fields: { a: nested(outer) } }), "inner", "outer"],
    ["each once", record("r", { fields: { a: nested(inner), b: nested(inner) } }), "inner"],
    ["elements", record("r", { fields: { a: array(array(nested(inner), 2), 2) } }), "inner"],
    ["elements of flexible arrays", record("r", { fields: { a: array(nested(outer)) } }), "inner", "outer"],
    ["members of unions", record("r", { fields: { a: union({ x: nested(inner) }, { name: "u" }) } }), "inner"],
    ["those in anonymous ones", record("r", { fields: { a: anonymousUnion({ x: nested(inner) }) } }), "inner"],
    ["none", record("r", { fields: { a: u8, b: u32 } })],
    ["of followers", record("r", { followers: [{ name: "f", record: "r", as: outer }], fields: {} }), "outer", "inner"],
    [
      "an anonymous one that a follower is, too",
      record("r", { followers: [{ name: "f", record: "r", as: inner }], fields: { x: anonymous(inner) } }),
      "inner",
    ],
  ])("%s", (_, r, ...structs) => {
    expect(named({}, r)).toEqual(["hdr", ...structs]);
  });

  test("what a record's type or length is in is no struct of its own", () => {
    const common = struct("common", { fields: { h: nested(hdr), a: u8 } });
    const r = record("r", { type: 1, header: "c.h", fields: { c: nested(common), i: nested(inner) } });
    expect(named({ type: "type" }, r)).toEqual(["hdr", "inner"]);
    expect(named({ length: { field: "len" } }, r)).toEqual(["hdr", "inner"]);
  });

  test("nor what tells it from others", () => {
    const kinds = struct("kinds", { fields: { a: u8, u: anonymousUnion({ kind: u8, b: u8 }) } });
    const r = record("r", { type: 1, when: { field: "k.kind", values: [1] }, fields: { k: nested(kinds) } });
    expect(named({ type: "type" }, r)).toEqual(["hdr"]);
  });

  test("what counts an array beside it has no mark of that", () => {
    const counted = struct("counted", { fields: { n: u32 } });
    const fields = { a: nested(counted), x: anonymous(counted), list: array(u8, "n") };
    expect(laidOut({}, record("r", { fields })).structs).toEqual([hdr, counted].map((one) => layOut(one, abis.x86_64)));
  });
});
