import { describe, expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  bits,
  bytes,
  char,
  type FamilyOptions,
  nested,
  type RecordOptions,
  record,
  s8,
  u8,
  u16,
  u32,
  union,
} from "../../schema/dsl/index.ts";
import type { Field, Fields } from "../../schema/dsl/types.ts";
import { hdr, messagesOfFamily } from "./fault-messages.ts";

/** A record of type 1: with a value, told apart by that of `field`; else for all that others leave. */
function variant(name: string, fields: Fields, value?: number, field = "kind") {
  return record(name, { type: 1, fields, ...(value !== undefined && { when: { field, values: [value] } }) });
}

const onePlace = "put one field at one place of all records of that type";
const big: Partial<FamilyOptions> = { byteOrder: "big" };
const told: Partial<FamilyOptions> = { byteOrder: { record: "o", field: "magic" } };
const opening = record("o", { type: 2, fields: { magic: u16.constant(1) } });

describe("records of one type are told apart at one place", () => {
  const a = variant("a", { kind: u8, x: u8, y: u8, z: u8 }, 1);
  const wide = (kind: Field) => ({ kind, x: u16 });

  test.each<[what: string, given: Partial<FamilyOptions>, records: RecordOptions<Fields>["fields"][], string?]>([
    [
      "elsewhere",
      {},
      [{ x: u8, kind: u8 }],
      `b.kind: is u8 at byte 5, and a.kind, which tells them apart, is u8 at byte 4; ${onePlace}`,
    ],
    [
      "larger",
      {},
      [{ kind: u16 }],
      `b.kind: is u16, little-endian, at byte 4, and a.kind, which tells them apart, is u8 at byte 4; ${onePlace}`,
    ],
    ["in the same place", {}, [{ kind: u8 }]],
    ["of one byte in either order", {}, [{ kind: u8.bigEndian() }]],
  ])("%s", (_, given, [fields], message) => {
    expect(messagesOfFamily(given, a, variant("b", fields!, 2))).toEqual(message === undefined ? [] : [message]);
  });

  test.each<[given: Partial<FamilyOptions>, own: string, other: string, faulty: boolean]>([
    [{}, "littleEndian", "bigEndian", true],
    [{}, "littleEndian", "", false],
    [big, "bigEndian", "", false],
    [told, "bigEndian", "", true],
  ])("with its byte order: %#", (given, own, other, faulty) => {
    const kinds = [own, other].map((order) => (order === "" ? u16 : u16[order as "bigEndian"]()));
    const [one, two] = kinds.map((kind, i) => variant(`r${i}`, wide(kind), i)) as [typeof a, typeof a];
    expect(messagesOfFamily(given, one, two, opening)).toHaveLength(faulty ? 1 : 0);
    expect(messagesOfFamily(given, one, variant("rest", wide(kinds[1]!)), opening)).toHaveLength(faulty ? 1 : 0);
  });

  test("in images of either order, by a number that is not said to have one", () => {
    const [one, two] = [variant("a", { kind: u16 }, 1), variant("b", { x: u16, kind: u16 }, 2)];
    expect(messagesOfFamily(told, one, two, opening)).toEqual([
      `b.kind: is u16 at byte 6, and a.kind, which tells them apart, is u16 at byte 4; ${onePlace}`,
    ]);
  });

  test("with padding and arrays before and behind it", () => {
    const fields = { x: u32, kind: u8, y: u32, list: bytes() };
    expect(messagesOfFamily({}, variant("a", fields, 1), variant("b", fields, 2))).toEqual([]);
    expect(
      messagesOfFamily({ length: { field: "len" } }, variant("a", fields, 1), variant("rest", { x: u8, y: u16 })),
    ).toEqual([]);
  });

  const none = `rest: has no number where a.kind, u8 at byte 4, tells them apart; ${onePlace}`;
  const free = "name a field that holds what values say: none of the header, a union, a count or a tag";

  test.each<[fields: Fields, ...messages: string[]]>([
    [{}, none],
    [{ sort: u8 }],
    [{ s: nested({ sort: u8 }) }],
    [{ sort: s8 }, `rest.sort: is s8 at byte 4, and a.kind, which tells them apart, is u8 at byte 4; ${onePlace}`],
    [{ sort: u32 }, none],
    [{ sort: bits(u8, 8) }, none],
    [{ sort: char }, none],
    [{ sort: array(u8, 1) }, none],
    [{ data: bytes() }, none],
    [{ sort: u8.constant(7) }, `rest.sort: tells that it is not a, and is constant; ${free}`],
    [{ sort: u8.reserved() }, `rest.sort: tells that it is not a, and is reserved; ${free}`],
    [{ n: u8, list: array(u8, "n") }, `rest.n: tells that it is not a, and tells of an array or union; ${free}`],
  ])("by the one that takes the rest, too: %#", (fields, ...messages) => {
    expect(messagesOfFamily({}, variant("rest", fields), a)).toEqual(messages);
  });

  test("unless it ends before, as the header tells", () => {
    expect(messagesOfFamily({ length: { field: "len" } }, variant("rest", {}), a)).toEqual([]);
  });
});

describe("what tells a record apart is a field whose values are free", () => {
  const tag = { field: "kind", members: { x: 1, y: 2 } };

  test.each<[what: string, fields: Fields]>([
    ["an array that another counts", { kind: u8, n: u8, list: array(u8, "n") }],
    ["an array that nothing counts", { kind: u8, list: array(u8) }],
    ["a union without a tag", { kind: u8, u: union({ x: u8, y: u8 }) }],
    [
      "a union that another tells",
      { kind: u8, sort: u8, u: union({ x: u8, y: u8 }, { tag: { ...tag, field: "sort" } }) },
    ],
  ])("also beside %s", (_, fields) => {
    expect(messagesOfFamily({}, record("r", { type: 1, fields, when: { field: "kind", values: [1] } }))).toEqual([]);
  });

  test.each<[what: string, fields: Fields, field?: string, header?: string]>([
    ["is in the header", { h: nested(hdr) }, "h.len", "h"],
    ["is in the header", { h: nested(hdr) }, "h.type", "h"],
    ["is in the header", { own: nested(hdr) }, "own.len", "own"],
    ["is in the header", {}, "h.len"],
    ["is reserved", { kind: u8.reserved() }],
    ["is reserved", { common: nested({ kind: u8 }).reserved() }, "common.kind"],
    ["is constant", { kind: u8.constant(2) }],
    ["tells of an array or union", { kind: u8, list: array(u8, "kind") }],
    ["tells of an array or union", { kind: u8, u: union({ x: u8, y: u8 }, { tag }) }],
    ["tells of an array or union", { c: nested({ kind: u8, u: union({ x: u8, y: u8 }, { tag }) }) }, "c.kind"],
    ["is in a union", { u: anonymousUnion({ kind: u8, x: u16 }) }],
    ["is in a union", { c: nested({ u: anonymousUnion({ s: anonymous({ kind: u8 }), x: u16 }) }) }, "c.kind"],
  ])("not one that %s %#", (what, fields, field = "kind", header?) => {
    const cure =
      field === "h.len" && header === undefined
        ? "is no field of it; name an unsigned integer of at most 4 bytes"
        : `${what}; name a field that holds what values say: none of the header, a union, a count or a tag`;
    const r = record("r", { type: 1, fields, when: { field, values: [1] }, ...(header && { header }) });
    expect(messagesOfFamily({ length: { field: "len" } }, r)).toEqual([
      `r: is told apart by ${JSON.stringify(field)}, which ${cure}`,
    ]);
  });
});
