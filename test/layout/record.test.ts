import { expect, test } from "vitest";
import { ckpt } from "../../schema/ckpt/index.ts";
import {
  anonymous,
  array,
  bytes,
  char,
  enumeration,
  family,
  nested,
  opaque,
  record,
  struct,
  u8,
  u16,
  u32,
  u64,
} from "../../schema/dsl/index.ts";
import { abis, framingOf, layOut, layOutFamily, layOutRecord } from "../../src/layout/index.ts";
import type { FieldLayout, IntegerLayout, Layout } from "../../src/wire/layout.ts";

const { x86_64 } = abis;

const hdr = struct("hdr", { fields: { type: u16, len: u16 } });
const mixed = record("mixed", {
  type: 7,
  fields: { a: u64, x: anonymous({ n: u32, m: u8 }), list: array(u16, "n") },
});
const offsetBased = record("offset_based", { type: 8, length: "offset", fields: { a: u64, b: u32, rest: bytes() } });
const inside = record("inside", {
  type: 9,
  header: "common.h",
  fields: { common: nested({ h: nested(hdr), b: u32 }) },
});
const fam = family("fam", {
  header: hdr,
  member: "h",
  type: "type",
  length: { field: "len" },
  byteOrder: "little",
  abi: "x86_64",
  records: [mixed, offsetBased, inside],
});

function field(layout: Layout, ...[name, ...rest]: string[]): FieldLayout {
  const found = layout.members.find((member) => member.kind === "field" && member.name === name) as FieldLayout;
  return rest.length === 0 ? found : field((found.type as { layout: Layout }).layout, ...rest);
}

test("the family's header comes first, with its type and length derived", () => {
  const layout = layOutRecord(mixed, fam, x86_64);
  const framing = framingOf(fam, x86_64);
  expect(layout.record).toEqual({ family: "fam", framing, type: 7, header: "h", baseSize: 24 });
  expect(framing).toEqual({
    headerSize: 4,
    type: { name: "type", offset: 0, size: 2 },
    length: { name: "len", offset: 2, size: 2, counts: "record", unit: 1 },
    align: 1,
    maxRecordSize: 2 ** 31 - 1,
  });
  expect(field(layout, "h").derived).toBe("header");
  expect(field(layout, "h", "type")).toMatchObject({ offset: 0, derived: "type" });
  expect(field(layout, "h", "len")).toMatchObject({ offset: 2, derived: "length" });
});

test("the bare header struct does not have derived fields", () => {
  layOutRecord(mixed, fam, x86_64);
  expect(layOut(hdr, x86_64).members.some((member) => "derived" in member)).toBe(false);
});

test("a record can hold the header itself", () => {
  const layout = layOutRecord(inside, fam, x86_64);
  const framing = framingOf(fam, x86_64);
  expect(layout.record).toEqual({ family: "fam", framing, type: 9, header: "common.h", baseSize: 8 });
  expect(layout.members).toHaveLength(1);
  expect(field(layout, "common", "h", "type").derived).toBe("type");
});

test("a count field is marked, and so is one of an anonymous struct", () => {
  const layout = layOutRecord(mixed, fam, x86_64);
  expect(field(layout, "", "n").counts).toBe("list");
  expect(field(layout, "", "m").counts).toBeUndefined();
  expect(field(layout, "list")).toMatchObject({
    offset: 24,
    size: 0,
    type: { kind: "flexible", stride: 2, count: "n" },
  });
});

test("a record's base is its size, or where its flexible array starts", () => {
  const layout = layOutRecord(offsetBased, fam, x86_64);
  expect(layout.size).toBe(24);
  expect(layout.record?.baseSize).toBe(20);
  expect(layout.members.at(-1)).toEqual({ kind: "padding", offset: 20, size: 4 });
});

test("types of fields, and what is said of them", () => {
  const Mode = enumeration("mode", { A: 1, B: { value: 2, doc: "Second." } });
  const s = struct("s", {
    doc: "All of it.",
    fields: {
      mode: u8.enum(Mode).doc("How."),
      modes: array(u8.enum(Mode).hex(), 2),
      name: array(char, 16).text(),
      raw: bytes(3).reserved(),
      be: u16.bigEndian(),
      magic: u64.constant(5n),
    },
  });
  const layout = layOut(s, x86_64);
  const facts = {
    name: "mode",
    members: [
      { name: "A", value: 1 },
      { name: "B", value: 2, doc: "Second." },
    ],
  };
  expect(layout).toEqual({
    name: "s",
    kind: "struct",
    doc: "All of it.",
    abi: "x86_64",
    size: 32,
    align: 8,
    members: [
      {
        kind: "field",
        name: "mode",
        offset: 0,
        size: 1,
        doc: "How.",
        type: { kind: "integer", size: 1, signed: false, big: false, enumeration: facts },
      },
      {
        kind: "field",
        name: "modes",
        offset: 1,
        size: 2,
        display: "hex",
        type: {
          kind: "array",
          stride: 1,
          length: 2,
          element: { kind: "integer", size: 1, signed: false, big: false, enumeration: facts },
        },
      },
      { kind: "field", name: "name", offset: 3, size: 16, display: "text", type: { kind: "string", size: 16 } },
      { kind: "field", name: "raw", offset: 19, size: 3, reserved: true, type: { kind: "bytes", size: 3 } },
      {
        kind: "field",
        name: "be",
        offset: 22,
        size: 2,
        type: { kind: "integer", size: 2, signed: false, big: false, byteOrder: "big" },
      },
      {
        kind: "field",
        name: "magic",
        offset: 24,
        size: 8,
        constant: 5n,
        type: { kind: "integer", size: 8, signed: false, big: true },
      },
    ],
  });
  const { type: mode } = field(layout, "mode");
  const { type: modes } = field(layout, "modes");
  expect((mode as IntegerLayout).enumeration).toBe(
    ((modes as { element: unknown }).element as IntegerLayout).enumeration,
  );
});

test("a layout is frozen all the way down, and the same struct gives the same one again", () => {
  const layout = layOutRecord(ckpt.records[0]!, ckpt, x86_64);
  expect(allFrozen(layout)).toBe(true);
  expect(layOut(hdr, x86_64)).toBe(layOut(hdr, x86_64));
  expect(layOut(hdr, x86_64)).not.toBe(layOut(hdr, abis.i386));
});

function allFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(allFrozen);
}

test("a type has its name once, whether the enumeration gives it, a record brings it along, or several do", () => {
  const variant = (name: string, kind: number) =>
    record(name, {
      type: { FILE: 2 },
      when: { field: "kind", values: [kind] },
      doc: `file of kind ${kind}`,
      fields: { kind: u32 },
    });
  const records = [record("one", { type: { ONE: 1 }, fields: {} }), variant("two_a", 1), variant("two_b", 2)];
  const types = enumeration("types", { ONE: { value: 1, doc: "the first" } });
  const members = [
    { name: "ONE", value: 1, doc: "the first" },
    { name: "FILE", value: 2, doc: "file of kind 1" },
  ];
  const given = { header: hdr, member: "h", type: "type", byteOrder: "little", records } as const;
  expect(layOutFamily(family("f", { ...given, types })).types).toEqual({ name: "types", members });
  expect(layOutFamily(family("f", given)).types).toEqual({
    name: "f_type",
    members: [{ name: "ONE", value: 1 }, members[1]],
  });
});

test("what takes bytes and is no number says which", () => {
  const layout = layOut(struct("s", { fields: { a: opaque(6, 2), b: char, c: array(char, 3), d: bytes(4) } }), x86_64);
  expect(layout.members.map((member) => member.kind === "field" && member.type)).toEqual([
    { kind: "bytes", size: 6 },
    { kind: "char" },
    { kind: "string", size: 3 },
    { kind: "bytes", size: 4 },
  ]);
});
