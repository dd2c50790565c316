import { expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  family,
  nested,
  record,
  struct,
  u8,
  u32,
  u64,
  ulong,
} from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { comparePortable } from "../../src/layout/index.ts";

// What differs between ABIs is reported where it is written, and once.

const pair = struct("pair", { fields: { key: u64, value: u32 } });

test.each<[what: string, fields: Fields, ...faults: string[]]>([
  [
    "what moves by more than the field before it: the first is told",
    { a: u32, b: u64, c: u8, d: u64 },
    "r.b: is at byte 12 on i386, 16 elsewhere",
  ],
  [
    "what moves with the start of the one before it",
    { a: u32, b: u64, c: u64 },
    "r.b: is at byte 12 on i386, 16 elsewhere",
  ],
  ["elements of a flexible array", { a: array(ulong) }, "r.a[]: takes 4 bytes on i386 and arm, 8 elsewhere"],
  [
    "the tail of a flexible array's elements",
    { a: array(nested(pair)) },
    "r.a: has elements of 12 bytes on i386, 16 elsewhere",
  ],
  ["fields of an anonymous struct", { x: anonymous({ a: u32, b: u64 }) }, "r.b: is at byte 4 on i386, 8 elsewhere"],
  [
    "fields of an anonymous struct with a name",
    { x: anonymous(struct("named", { fields: { a: u32, b: u64 } })) },
    "r.b: is at byte 4 on i386, 8 elsewhere",
  ],
  [
    "members of an anonymous union",
    { x: anonymousUnion({ a: ulong, b: u64 }) },
    "r.a: takes 4 bytes on i386 and arm, 8 elsewhere",
  ],
  [
    "structs without a name in one another",
    { x: nested({ y: nested({ a: u32, b: u64 }) }) },
    "r.x.y.b: is at byte 4 on i386, 8 elsewhere",
  ],
])("%s", (_, fields, ...faults) => {
  const r = record("r", { type: 1, align: 8, fields });
  const hdr = struct("hdr", { align: 8, fields: { type: u32, len: u32 } });
  const fam = family("fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [r] });
  const found = comparePortable(r, fam).map(({ record, field, problem }) => `${record}.${field}: ${problem}`);
  expect(found).toEqual(faults);
});
