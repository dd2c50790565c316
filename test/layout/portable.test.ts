import { expect, test } from "vitest";
import { ckpt } from "../../schema/ckpt/index.ts";
import {
  array,
  bits,
  f64,
  family,
  long,
  nested,
  padding,
  pointer,
  record,
  struct,
  u8,
  u32,
  u64,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { comparePortable, describeSchemaFault } from "../../src/layout/index.ts";

const pair = struct("pair", { fields: { key: u64, value: u32 } });

function compare(fields: Fields, align?: number): string[] {
  const r = record("r", { type: 1, fields, ...(align === undefined ? {} : { align }) });
  const hdr = struct("hdr", { align: 8, fields: { type: u32, len: u32 } });
  const fam = family("fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [r] });
  return comparePortable(r, fam).map((fault) => describeSchemaFault({ ...fault, file: undefined }));
}

const pad =
  'say packed: true, or abi: "x86_64" of the family, as the C code has it; or in a format of your own, put explicit padding before it or add .aligned(8)';

test.each<[what: string, fields: Fields, ...faults: string[]]>([
  ["fixed sizes, naturally placed", { a: u32, b: u32, c: u64 }],
  ["a u64 behind a u32", { a: u32, b: u64, c: u32 }, `r.b: is at byte 12 on i386, 16 elsewhere; ${pad}`],
  ["the cure", { a: u32, b: u64.aligned(8), c: u32 }],
  ["a double", { a: u32, b: f64, c: u32 }, `r.b: is at byte 12 on i386, 16 elsewhere; ${pad}`],
  ["unsigned long", { a: ulong }, "r.a: takes 4 bytes on i386 and arm, 8 elsewhere; use u64 instead"],
  ["signed long", { a: long }, "r.a: takes 4 bytes on i386 and arm, 8 elsewhere; use s64 instead"],
  [
    "what moves along with one field is told of that alone",
    { a: ulong, b: u32, c: u32, d: u64.aligned(8), e: u64 },
    "r.a: takes 4 bytes on i386 and arm, 8 elsewhere; use u64 instead",
  ],
  [
    "what moves along with the end of a field",
    { a: u32, b: u64, c: nested(pair), d: u32 },
    `r.b: is at byte 12 on i386, 16 elsewhere; ${pad}`,
  ],
  ["pointers", { a: array(pointer, 2) }, "r.a[]: takes 4 bytes on i386 and arm, 8 elsewhere; use u64 instead"],
  [
    "in a union",
    { u: union({ a: ulong, b: u64 }) },
    "r.u.a: takes 4 bytes on i386 and arm, 8 elsewhere; use u64 instead",
  ],
  ["a nested struct's tail", { a: nested(pair) }],
  [
    "what a nested struct's tail moves",
    { a: nested(pair), b: u32 },
    `r.b: is at byte 20 on i386, 24 elsewhere; ${pad}`,
  ],
  [
    "elements with a tail",
    { a: array(nested(pair), 2) },
    "r.a: has elements of 12 bytes on i386, 16 elsewhere; give the element's struct align: 8, or end it with explicit padding",
  ],
  [
    "a struct that differs inside is named itself",
    { a: nested(struct("inner", { fields: { x: u32, y: u64 } })) },
    `inner.y: is at byte 4 on i386, 8 elsewhere; ${pad}`,
  ],
  [
    "bit fields",
    { a: u32, b: u8, c: bits(u64, 33) },
    "r.c: starts at bit 104 on i386, 128 elsewhere; put explicit padding bits before it",
  ],
  [
    "unnamed bits",
    { a: nested({ x: u8, y: padding(u32, 4) }), b: u8 },
    `r.b: is at byte 12 on aarch64 and arm, 10 elsewhere; ${pad}`,
  ],
])("%s", (_, fields, ...faults) => {
  expect(compare(fields, 8)).toEqual(faults);
});

test("the record's own size", () => {
  expect(compare({ a: u64, b: u32 }, 4)).toEqual([]);
  const hdr = struct("hdr", { fields: { type: u32, len: u32 } });
  const r = record("r", { type: 1, fields: { a: u64, b: u32 } });
  const fam = family("fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [r] });
  expect(comparePortable(r, fam).map(describeSchemaFault)).toEqual([
    `${import.meta.filename}: r: is 20 bytes long on i386, 24 elsewhere; add align: 8, or end it with explicit padding`,
  ]);
});

test("the checkpoint image is portable", () => {
  expect(ckpt.records.flatMap((record) => comparePortable(record, ckpt))).toEqual([]);
});
