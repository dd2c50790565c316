import { expect, test } from "vitest";
import {
  array,
  bits,
  bytes,
  char,
  family,
  nested,
  record,
  s16,
  struct,
  u8,
  u16,
  u32,
  union,
} from "../../schema/dsl/index.ts";
import { compareWith, type Difference, recordsByName } from "../../src/compare/index.ts";
import { isAny } from "../../src/import/glob.ts";
import type { CType, MemberType, NamedType, RecordType } from "../../src/import/model.ts";
import { abis, layOut, layOutRecord } from "../../src/layout/index.ts";

const int = (name: string, size: number, signed = false): CType => ({ kind: "integer", name, size, signed });
const [uchar, ushort, uint] = [int("unsigned char", 1), int("unsigned short", 2), int("unsigned int", 4)];
const m = (name: string | undefined, type: CType, byte: number, more: Partial<MemberType> = {}): MemberType => ({
  name,
  type,
  at: byte * 8,
  ...more,
});
const of = (name: string | undefined, size: number, members: MemberType[]): RecordType => ({
  kind: "struct",
  name,
  size,
  members,
});
const typedef = (name: string, type: CType): NamedType => ({ kind: "typedef", name, type });

/** What the comparison says of a struct beside the same in a file, by field and what is compared. */
function told(mine: Parameters<typeof layOut>[0], theirs: NamedType | RecordType, ...more: NamedType[]): unknown[][] {
  const found = compareWith([layOut(mine, abis.x86_64)], recordsByName({ types: [theirs as NamedType, ...more] }));
  expect(found.compared).toEqual([mine.name]);
  return rows(found.differences);
}

const rows = (all: readonly Difference[]) => all.map(({ field, what, schema, file }) => [field, what, schema, file]);

const point = struct("point", { fields: { kind: u8, x: u32, y: u32 } });

test("what is the same differs in nothing, whatever its types are called", () => {
  const types = [m("kind", uchar, 0), m("x", typedef("__u32", uint), 4), m("y", uint, 8)];
  expect(told(point, of("point", 12, types))).toEqual([]);
  expect(told(point, typedef("point", of(undefined, 12, types)))).toEqual([]);
  const asked = { ...of("point", 12, types), align: { bytes: 8, isExact: false } };
  expect(told(point, asked)).toEqual([]);
});

test("sizes, offsets, alignment, signs, kind and members are told", () => {
  const theirs = of("point", 20, [m("kind", uint, 0), m("x", int("int", 4, true), 8), m("z", uint, 12)]);
  expect(told(point, { ...theirs, kind: "union", align: { bytes: 2, isExact: true } })).toEqual([
    ["", "kind", "struct", "union"],
    ["", "size", 12, 20],
    ["", "align", 4, 2],
    ["kind", "size", 1, 4],
    ["x", "offset", 4, 8],
    ["x", "sign", "unsigned", "signed"],
    ["y", "member", 8, undefined],
    ["z", "member", undefined, 12],
  ]);
});

test("bit fields are compared bit by bit", () => {
  const mine = struct("flags", { fields: { a: bits(u16, 3), b: bits(u16, 5), c: u8 } });
  const field = (name: string, at: number, width: number) => m(name, ushort, 0, { at, width });
  expect(told(mine, of("flags", 4, [field("a", 0, 3), field("b", 3, 6), m("c", uchar, 2)]))).toEqual([
    ["", "size", 2, 4],
    ["b", "bit size", 5, 6],
    ["c", "offset", 1, 2],
  ]);
  expect(told(mine, of("flags", 2, [field("a", 5, 3), m("b", uchar, 0), m("c", uchar, 1)]))).toEqual([
    ["a", "bit offset", "0:0", "0:5"],
    ["b", "bit offset", "0:3", 0],
    ["b", "bit size", 5, 1],
  ]);
});

test("structs inside are compared by their members, once: where they are", () => {
  const inner = struct("inner", { fields: { a: u8, b: u16 } });
  const outer = struct("outer", {
    fields: { in: nested(inner), list: array(nested({ c: u8, d: u16 }), 2), u: union({ n: u16, raw: bytes(4) }) },
  });
  const theirInner = of("inner", 4, [m("a", uchar, 1), m("b", ushort, 2)]);
  const element = of(undefined, 4, [m("c", uchar, 0), m("d", int("short", 2, true), 2)]);
  const value: RecordType = { ...of(undefined, 4, [m("n", ushort, 0), m("raw", uint, 0)]), kind: "union" };
  const theirs = of("outer", 16, [
    m("in", theirInner, 0),
    m("list", { kind: "array", element, count: 2 }, 4),
    m("u", value, 12),
  ]);
  expect(told(outer, theirs)).toEqual([
    ["in.a", "offset", 0, 1],
    ["list[].d", "sign", "unsigned", "signed"],
  ]);
  const both = compareWith(
    [inner, outer].map((one) => layOut(one, abis.x86_64)),
    recordsByName({ types: [theirInner, theirs] as NamedType[] }),
  );
  expect(both.differences.map(({ type, field }) => `${type}.${field}`)).toEqual(["inner.a", "outer.list[].d"]);
});

test("a struct of which the other side knows only the bytes is as good as another", () => {
  const mine = struct("s", { fields: { id: nested({ a: u32, b: u8 }), n: u8 } });
  expect(told(mine, of("s", 12, [m("id", { kind: "array", element: uchar, count: 8 }, 0), m("n", uchar, 8)]))).toEqual(
    [],
  );
});

test("what only keeps its place may be a hole; char has no sign", () => {
  const mine = struct("s", { fields: { c: char, pad: bytes(3).reserved(), n: s16, spare: u16.reserved() } });
  const theirs = of("s", 8, [m("c", int("char", 1, true), 0), m("n", int("short", 2, true), 4)]);
  expect(told(mine, theirs)).toEqual([]);
  expect(told(mine, of("s", 8, [...theirs.members, m("spare", ushort, 4)]))).toEqual([["spare", "offset", 6, 4]]);
});

test("a record's header stands for its members, and where an array ends is not compared", () => {
  const head = struct("event_head", { packed: true, fields: { wd: u32, len: u8 } });
  const event = record("event", { fields: { name: array(char) } });
  const events = family("events", {
    ...{
      header: head,
      member: "e",
      length: { field: "len", counts: "payload" },
      byteOrder: "little",
      records: [event],
    },
  });
  const layout = layOutRecord(event, events);
  const name: CType = { kind: "array", element: int("char", 1, true), count: 256 };
  const theirs = of("event", 264, [m("wd", uint, 0), m("len", uchar, 4), m("name", name, 5)]);
  const compare = (record: RecordType) => compareWith([layout], new Map([["event", record]]));
  expect(compare(theirs)).toEqual({ compared: ["event"], missing: [], differences: [] });
  const moved = { ...theirs, members: [m("wd", uint, 0), m("len", uchar, 4), m("name", name, 8)] };
  expect(rows(compare(moved).differences)).toEqual([["name", "offset", 5, 8]]);
  const nestedHead = of("event", 8, [m("e", of("event_head", 5, theirs.members.slice(0, 2)), 0), m("name", name, 5)]);
  expect(compare(nestedHead).differences).toEqual([]);
});

test("what C has behind a struct that grows is new there", () => {
  const members = [m("a", uint, 0), m("b", uint, 4)];
  expect(told(struct("s", { grows: true, fields: { a: u32 } }), of("s", 8, members))).toEqual([]);
  expect(told(struct("s", { grows: true, fields: { a: u32, b: u32, c: u32 } }), of("s", 8, members))).toEqual([
    ["", "size", 12, 8],
    ["c", "member", 8, undefined],
  ]);
});

test("a header that C has not is in front of what it has", () => {
  const attr = struct("attr", { fields: { len: u16, type: u16 } });
  const map = record("map", { type: 1, fields: { start: u32, end: u32 } });
  const attrs = family("attrs", {
    ...{ header: attr, member: "h", type: "type", length: { field: "len" }, byteOrder: "little", records: [map] },
  });
  const compare = (record: RecordType) =>
    rows(compareWith([layOutRecord(map, attrs)], new Map([["map", record]])).differences);
  expect(compare(of("map", 8, [m("start", uint, 0), m("end", uint, 4)]))).toEqual([]);
  expect(compare(of("map", 12, [m("start", uint, 0), m("end", uint, 8)]))).toEqual([
    ["", "size", 8, 12],
    ["end", "offset", 4, 8],
  ]);
});

test("of several that have a name, the first is meant: by its tag, or else by a typedef", () => {
  const [size4, size8, size12] = [4, 8, 12].map((size) => of("s", size, []) as NamedType);
  const sizeOf = (...types: (NamedType | undefined)[]) => recordsByName({ types: types as NamedType[] }).get("s")?.size;
  expect(sizeOf(size4, size8, typedef("s", of(undefined, 12, [])))).toBe(4);
  expect(sizeOf(typedef("s", of("t", 12, [])), size8, size4)).toBe(8);
  expect(sizeOf(typedef("s", of(undefined, 12, [])), typedef("s", of(undefined, 4, [])), size12)).toBe(12);
});

test("what the file does not have is told, and another name may be given", () => {
  const records = recordsByName({ types: [of("Point_t", 4, []) as NamedType] });
  const layout = layOut(point, abis.x86_64);
  expect(compareWith([layout], records)).toEqual({ compared: [], missing: ["point"], differences: [] });
  const { compared, differences } = compareWith([layout], records, new Map([["point", "Point_t"]]));
  expect([compared, rows(differences)[0]]).toEqual([["point"], ["", "size", 12, 4]]);
});

test("names are chosen by themselves or by patterns, in which only * and ? are special", () => {
  const chosen = (...patterns: string[]) => ["ckpt_hdr", "ckpt_hdr_task", "a+b", "a.b"].filter(isAny(patterns));
  expect(chosen("ckpt_hdr")).toEqual(["ckpt_hdr"]);
  expect(chosen("ckpt*task", "a?b")).toEqual(["ckpt_hdr_task", "a+b", "a.b"]);
  expect(chosen("a.b")).toEqual(["a.b"]);
  expect(chosen(`${"*".repeat(5000)}x`)).toEqual([]);
});

test("a struct that holds another one twice, and so on, is refused", () => {
  let deep = of(undefined, 0, [m("x", { kind: "array", element: uint, count: 0 }, 0)]);
  for (let i = 0; i < 100; i++) deep = of(undefined, 0, [m(undefined, deep, 0), m("twice", deep, 0)]);
  expect(() => recordsByName({ types: [typedef("deep", deep)] })).toThrow(
    "deep: has more than 65536 members in one another",
  );
});
