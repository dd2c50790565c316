import { describe, expect, test } from "vitest";
import {
  anonymous,
  array,
  bits,
  bytes,
  enumeration,
  type FamilyOptions,
  f32,
  f64,
  family,
  long,
  nested,
  padding,
  pointer,
  record,
  struct,
  u8,
  u16,
  u32,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { Fields, RecordDefinition } from "../../schema/dsl/types.ts";
import { checkSchema, describeSchemaFault } from "../../src/layout/index.ts";

// Faults that show in values, names and what tells records apart, where it is easy to look past them.

const hdr = struct("hdr", { fields: { type: u16, len: u16 } });
const Color = enumeration("color", { RED: 1, GREEN: 300 });

function messages(definitions: unknown): string[] {
  return checkSchema(definitions as never).map((fault) => describeSchemaFault({ ...fault, file: undefined }));
}

function ofFields(fields: Fields): string[] {
  return messages({ families: [], structs: [struct("s", { fields })] });
}

function ofRecords(given: Partial<FamilyOptions>, ...records: RecordDefinition[]): string[] {
  const options = { header: hdr, member: "h", type: "type", byteOrder: "little", abi: "x86_64", records } as const;
  return messages({ families: [family("fam", { ...options, ...given })], structs: [] });
}

const noName = "has no name, so nothing can be said of its value; use bits(…)";
const identifier = "is not a C identifier; use letters, digits and _, no digit first";
const oneElement =
  "one element cannot be constant, reserved, reckoned or later; say it of the whole array, or of a field by itself";

describe("fields", () => {
  test.each<[fields: Fields, ...messages: string[]]>([
    [{ a: padding(u32, 3).constant(1 as never) }, `s.a: ${noName}`],
    [{ a: padding(u32, 3).reserved() }, `s.a: ${noName}`],
    [{ a: padding(u32, 3).flags(Color) }, `s.a: ${noName}`],
    [{ a: array(u16.reserved(), 2) }, `s.a[]: ${oneElement}`],
    [{ a: bytes().bigEndian() }, "s.a: array cannot have a byte order; say it of the elements"],
    [{ a: long.enum(Color), b: bits(u16, 9).enum(Color), c: ulong.flags(Color) }],
    [{ a: f32.bigEndian(), b: f64.littleEndian(), c: long.bigEndian(), d: pointer.bigEndian() }],
    [{ "a-b": bits(u8, 3) }, `s.a-b: "a-b" ${identifier}`],
    [
      { a: nested(struct("", { align: 3, fields: {} })) },
      "s.a: its alignment is 3; give a power of two from 1 to 268435456",
    ],
    [
      { a: nested({ b: nested(struct("", { align: 3, fields: {} })) }) },
      "s.a.b: its alignment is 3; give a power of two from 1 to 268435456",
    ],
    [{ a: nested(struct("a b", { fields: { c: u8 } })) }, `a b: "a b" ${identifier}`],
    [{ a: anonymous(struct("a b", { fields: { c: u8 } })) }, `s: "a b" ${identifier}`],
    [
      { x: anonymous({ a: u8, y: anonymous({ a: u8 }) }) },
      "s.a: is the name of two members, one of them lifted from an anonymous struct or union; rename one, or give the anonymous member a name",
    ],
    [
      { x: anonymous({ u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) }) },
      's.u: its tag "t" is no field beside it; name an integer field of the struct that holds the union, or of one around it',
    ],
  ])("%#", (fields, ...expected) => {
    expect(ofFields(fields)).toEqual(expected);
  });

  test("a struct must have a name, unless it is held by another", () => {
    expect(messages({ families: [], structs: [struct("", { fields: { a: u8 } })] })).toEqual([
      `struct: "" ${identifier}`,
    ]);
    expect(ofFields({ a: nested({ b: u8 }), c: anonymous({ d: u8 }) })).toEqual([]);
  });
});

describe("records", () => {
  const when = (field: string, ...values: number[]) => ({ type: 1, when: { field, values } });
  const fields = { a: u32, b: u32 };
  const alike =
    "has type 1, as r has, and nothing tells them apart; give it another type, or both a `when` with different values of the same field";

  test.each<[given: Partial<FamilyOptions>, records: RecordDefinition[], ...messages: string[]]>([
    [{ type: undefined as never }, [record("r", { fields: {} })]],
    [{}, [record("r", { type: 1, fields: { a: array(u8.constant(3)) } })], `r.a[]: ${oneElement}`],
    [{}, [record("others", { type: 1, fields }), record("r", { ...when("a", 1), fields })]],
    [{}, [record("r", { ...when("a", 1), fields }), record("q", { ...when("b", 2), fields })], `q: ${alike}`],
    [
      {},
      [record("r", { ...when("a", 1), fields: { a: ulong } })],
      'r: is told apart by "a", which is ulong; name an unsigned integer of at most 4 bytes',
    ],
    [{}, [record("r", { type: { "A-B": 2 }, fields: {} })], `r: "A-B" ${identifier}`],
    [
      {},
      [record("r", { type: { A: 2 }, fields: {} }), record("q", { type: { A: 3 }, fields: {} })],
      "q: calls type 3 A, and A is 2; use the member of the enumeration, or another name and number",
    ],
    [
      {},
      [
        record("r", { ...when("a", 1), fields }),
        record("q", { type: { ONE: 1 }, when: { field: "a", values: [2] }, fields }),
      ],
    ],
    [
      {},
      [
        record("r", {
          type: 1,
          header: "x",
          fields: { x: nested(struct("other", { fields: { type: u16, len: u16 } })) },
        }),
      ],
      'r: its header is said to be "x", which is no hdr of fam; give the path of the hdr among its fields, or leave it out',
    ],
  ])("%#", (given, records, ...expected) => {
    expect(ofRecords(given, ...records)).toEqual(expected);
  });
});
