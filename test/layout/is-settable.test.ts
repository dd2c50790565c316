import { describe, expect, test } from "vitest";
import {
  anonymousUnion,
  array,
  bits,
  bytes,
  char,
  f32,
  family,
  nested,
  record,
  struct,
  u8,
  u32,
  u64,
  union,
} from "../../schema/dsl/index.ts";
import { abis, isSeenAsBytes, isSettable, layOutRecord } from "../../src/layout/index.ts";
import type { FieldLayout, Layout } from "../../src/wire/layout.ts";

const r = record("r", {
  type: 1,
  when: { field: "kind", values: [1] },
  fields: {
    kind: u8,
    plain: u32,
    wide: u64,
    real: f32,
    flag: bits(u8, 1),
    text: array(char, 8),
    raw: bytes(4),
    numbers: array(array(u32, 2), 2),
    magic: u32.constant(7),
    later: u32.reserved(),
    laterRaw: bytes(2).reserved(),
    laterList: array(u32, 2).reserved(),
    laterStruct: nested({ x: u8 }).reserved(),
    laterUnion: union({ x: u8 }).reserved(),
    t: u8,
    u: union({ x: u8, y: u8 }, { tag: { field: "t", members: { x: 1, y: 2 } } }),
    inner: nested({ x: u8 }),
    inners: array(nested({ x: u8 }), 2),
    unions: array(union({ x: u8 }), 2),
    lifted: anonymousUnion({ p: u8, q: u8 }),
    n: u32,
    list: array(u32, "n"),
  },
});
const hdr = struct("hdr", { fields: { type: u32, len: u32, more: u32 } });
const fam = family("f", {
  ...{ header: hdr, member: "h", type: "type", length: { field: "len" }, byteOrder: "little", abi: "x86_64" },
  records: [r],
});

function fieldsOf({ members }: Layout): FieldLayout[] {
  return members.filter((member) => member.kind === "field");
}

const layout = layOutRecord(r, fam, abis.x86_64);
const [header] = fieldsOf(layout);

function namesWhere(is: (field: FieldLayout) => boolean): string[] {
  return fieldsOf(layout)
    .filter(is)
    .map(({ name }) => name);
}

test("numbers, text and bytes on which nothing else depends", () => {
  expect(namesWhere(isSettable)).toEqual(["plain", "wide", "real", "flag", "text", "raw", "numbers"]);
});

test("of the header, what is not derived", () => {
  const { layout: inside } = header!.type as { layout: Layout };
  expect(
    fieldsOf(inside)
      .filter(isSettable)
      .map(({ name }) => name),
  ).toEqual(["more"]);
});

describe("reserved fields", () => {
  test("are seen as bytes where they are lists, structs or unions", () => {
    expect(namesWhere(isSeenAsBytes)).toEqual(["laterList", "laterStruct", "laterUnion"]);
  });
});
