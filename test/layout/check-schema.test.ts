import { describe, expect, test } from "vitest";
import { ckpt } from "../../schema/ckpt/index.ts";
import {
  anonymous,
  anonymousUnion,
  array,
  bits,
  bool,
  bytes,
  char,
  enumeration,
  type FamilyOptions,
  f32,
  f64,
  family,
  long,
  nested,
  opaque,
  padding,
  pointer,
  record,
  s32,
  struct,
  u8,
  u16,
  u32,
  u64,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { FamilyDefinition, Fields, RecordDefinition } from "../../schema/dsl/types.ts";
import { abis, checkSchema, describeSchemaFault, SchemaError } from "../../src/layout/index.ts";

const hdr = struct("hdr", { fields: { type: u16, len: u16 } });

/** A family that only has the faults of what is given. */
function familyOf(records: readonly RecordDefinition[], given: Partial<FamilyOptions> = {}): FamilyDefinition {
  return family("fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records, ...given });
}

/** A bare struct s of such fields. */
function fields(given: Fields) {
  return { families: [], structs: [struct("s", { fields: given })] };
}

/** A record r of type 1 with such fields. */
function recordWith(given: Fields) {
  return records(record("r", { type: 1, fields: given }));
}

function records(...given: RecordDefinition[]) {
  return { families: [familyOf(given)], structs: [] };
}

function inFamily(given: Partial<FamilyOptions>, ...list: RecordDefinition[]) {
  return { families: [familyOf(list, given)], structs: [] };
}

const r = record("r", { type: 1, fields: { a: u32 } });
const Color = enumeration("color", { RED: 1, GREEN: 300 });
const any = (value: unknown) => value as never;

const table: { readonly [subject: string]: readonly [definitions: unknown, ...messages: string[]][] } = {
  names: [
    [fields({ "a-b": u8 }), `s.a-b: "a-b" is not a C identifier; use letters, digits and _, no digit first`],
    [
      fields({
        a: u8,
        0: anonymous({ b: u32 }),
        5: padding(u8, 3),
        17: padding(u8, 3),
        100: padding(u8, 3),
        _9: anonymousUnion({ c: u8 }),
      }),
      "s.0: has a number for a key, which JavaScript puts first; call it _0",
      "s.5: has a number for a key, which JavaScript puts first; call it _5",
      "s.17: has a number for a key, which JavaScript puts first; call it _17",
      "s.100: has a number for a key, which JavaScript puts first; call it _100",
    ],
    [
      { families: [], structs: [struct("2s", { fields: {} })] },
      `2s: "2s" is not a C identifier; use letters, digits and _, no digit first`,
    ],
    [
      fields({ a: u8, x: anonymous({ a: u8 }) }),
      "s.a: is the name of two members, one of them lifted from an anonymous struct or union; rename one, or give the anonymous member a name",
    ],
    [
      recordWith({ h: u32 }),
      `r.h: has the name of the header that fam puts in front; rename it, or if it is the header, say header: "h"`,
    ],
    [
      { families: [], structs: [struct("s", { fields: { a: u8 } }), struct("s", { fields: { a: u16 } })] },
      `s: another struct of that name is defined in ${import.meta.filename}; rename one of them`,
    ],
    [{ families: [], structs: [struct("s", { fields: { a: u8 } }), struct("s", { fields: { a: u8 } })] }],
    [
      records(r, record("r", { type: 2, fields: {} })),
      `r: another record of that name is defined in ${import.meta.filename}; rename one of them`,
    ],
    [
      fields({ a: u32.enum(enumeration("e", { "x y": 1 })) }),
      `e.x y: "x y" is not a C identifier; use letters, digits and _, no digit first`,
    ],
    [
      fields({
        a: u32.enum(
          any({
            $enumeration: {
              kind: "enumeration",
              name: "e",
              members: [
                { name: "A", value: 1 },
                { name: "A", value: 2 },
              ],
            },
          }),
        ),
      }),
      "e.A: is the name of two members; rename one",
    ],
    [
      fields({ a: u32.enum(enumeration("e", { A: 1 })), b: u32.enum(enumeration("e", { A: 2 })) }),
      `e: another enumeration of that name is defined in ${import.meta.filename}; rename one of them`,
    ],
    [
      fields({ a: u32.enum(enumeration("s", { A: 1 })) }),
      `s: another struct of that name is defined in ${import.meta.filename}; rename one of them`,
    ],
  ],
  attributes: [
    [
      { families: [], structs: [struct("s", { align: 3, fields: {} })] },
      "s: its alignment is 3; give a power of two from 1 to 268435456",
    ],
    [fields({ a: u8.aligned(0) }), "s.a: its alignment is 0; give a power of two from 1 to 268435456"],
    [
      fields({ a: opaque(8, 6) }),
      "s.a: its alignment is 6; give a power of two from 1 to 268435456",
      "s.a: its size 8 is not a multiple of its alignment 6; round the size up, or use bytes(…) with .aligned(…)",
    ],
    [
      fields({ a: anonymous({ b: u8 }).aligned(8) }),
      "s.a: has no name, so attributes are its type's; put align or packed on the type",
    ],
    [fields({ a: array(u8.aligned(8), 2) }), "s.a[]: array elements cannot be aligned or packed; put it on the array"],
  ],
  arrays: [
    ...[-1, 1.5, Number.NaN, 2 ** 53].map((length): [unknown, string] => [
      fields({ a: array(u8, length) }),
      `s.a: its length is ${length}; give a whole number that is not negative`,
    ]),
    [fields({ a: array(bits(u8, 3), 2) }), "s.a: is an array of bit fields; use an array of integers"],
    [
      fields({ a: array(anonymous({ b: u8 }), 2) }),
      "s.a: is an array of a struct that is anonymous; use nested(…) or union(…)",
    ],
    [
      fields({ a: opaque(12, 8) }),
      "s.a: its size 12 is not a multiple of its alignment 8; round the size up, or use bytes(…) with .aligned(…)",
    ],
    [
      fields({ a: bytes(2 ** 52) }),
      "s: takes 4503599627370496 bytes, and there are codecs for 2147483647 at most; make its arrays shorter",
    ],
    [
      fields({ a: array(array(u64, 2 ** 1000), 2 ** 1000) }),
      "s.a: its length is 1.0715086071862673e+301; give a whole number that is not negative",
      "s.a[]: its length is 1.0715086071862673e+301; give a whole number that is not negative",
    ],
  ],
  "flexible arrays": [
    [
      recordWith({ a: array(u32), b: u8 }),
      "r.a: is a flexible array, yet b is behind it; put it last, or give it a length",
    ],
    [
      recordWith({ a: array(u32), b: bytes() }),
      "r.a: is a flexible array, yet b is behind it; put it last, or give it a length",
    ],
    [
      recordWith({ a: union({ b: array(u32) }, {}) }),
      "r.a.b: is a flexible array in a union; give it a length, or make each member of the union a record, told from the others by `when`",
      "r.a: holds a flexible array, which only the last member may, a struct with a name; put it last and nothing behind it, or give the array a length",
    ],
    [
      recordWith({ a: union({ b: nested({ c: array(u32) }) }, {}) }),
      "r.a.b: holds a flexible array, which only the last member may, a struct with a name; give it a length, or make each member of the union a record, told from the others by `when`",
      "r.a: holds a flexible array, which only the last member may, a struct with a name; put it last and nothing behind it, or give the array a length",
    ],
    [
      recordWith({ a: nested({ b: array(u32) }), c: u8 }),
      "r.a: holds a flexible array, which only the last member may, a struct with a name; put it last and nothing behind it, or give the array a length",
    ],
    ...[{ a: anonymous({ b: array(u32) }) }, { a: nested({ b: array(u32) }).reserved() }].map(
      (given): [unknown, string] => [
        recordWith(given),
        "r.a: holds a flexible array, which only the last member may, a struct with a name; put it last and nothing behind it, or give the array a length",
      ],
    ),
    [recordWith({ a: nested({ n: u8, b: nested({ c: array(u32) }) }) })],
    [
      recordWith({ a: array(array(u32), 3) }),
      "r.a: holds a flexible array, which only the last member may, a struct with a name; put it last and nothing behind it, or give the array a length",
    ],
    [
      recordWith({ a: array(u32, "n") }),
      `r.a: is counted by "n", which is no field before it; name an unsigned integer that stands before the array in the same struct`,
    ],
    [
      recordWith({ a: array(u32, "a") }),
      `r.a: is counted by "a", which is no field before it; name an unsigned integer that stands before the array in the same struct`,
    ],
    [
      recordWith({ n: s32, a: array(u32, "n") }),
      `r.a: is counted by "n", which is s32; name an unsigned integer that stands before the array in the same struct`,
    ],
    [
      recordWith({ n: bits(u32, 5), a: array(u32, "n") }),
      `r.a: is counted by "n", which is u32 : 5; name an unsigned integer that stands before the array in the same struct`,
    ],
    [
      recordWith({ n: u32.constant(3), a: array(u32, "n") }),
      `r.a: is counted by "n", which is constant; name an unsigned integer that stands before the array in the same struct`,
    ],
    [
      recordWith({ n: u32.reserved(), a: array(u32, "n") }),
      `r.a: is counted by "n", which is reserved; name an unsigned integer that stands before the array in the same struct`,
    ],
    [
      recordWith({ a: array(u32, "n"), n: u32 }),
      "r.a: is a flexible array, yet n is behind it; put it last, or give it a length",
      `r.a: is counted by "n", which is no field before it; name an unsigned integer that stands before the array in the same struct`,
    ],
    [
      recordWith({ x: anonymousUnion({ n: u32, m: u32 }), a: array(u32, "n") }),
      `r.a: is counted by "n", which is in a union; name an unsigned integer that stands before the array in the same struct`,
    ],
    [recordWith({ x: anonymous({ n: u32 }), a: array(u32, "n") })],
  ],
  "bit fields": [
    [fields({ a: bits(u8, 9) }), "s.a: is 9 bits wide, and u8 has 8; give it a width of at most 8"],
    [fields({ a: bits(u8, -1) }), "s.a: its width is -1; give a whole number that is not negative"],
    [fields({ a: bits(u8, 1.5).constant(1) }), "s.a: its width is 1.5; give a whole number that is not negative"],
    [fields({ a: bits(u8, 0) }), "s.a: is a bit field of width 0 with a name; use padding(…, 0), or give it a width"],
    [
      fields({ a: bits(f32, 3) }),
      "s.a: is bits of float; take them of u8 to u64, s8 to s64, long, ulong, char, bool or an enumeration",
    ],
    [fields({ a: bits(u32, 3).bigEndian() }), "s.a: u32 : 3 cannot have a byte order; leave it out"],
    [fields({ a: bits(u16.bigEndian(), 12) }), "s.a: u16 : 12 cannot have a byte order; leave it out"],
    [
      fields({ a: bits(u16.constant(5000), 12) }),
      "s.a: its constant 5000 does not fit u16 : 12; give a value from 0 to 4095",
    ],
    [fields({ a: padding(u32, 0), "not a name": padding(u32, 3) })],
  ],
  values: [
    [fields({ a: u8.constant(256) }), "s.a: its constant 256 does not fit u8; give a value from 0 to 255"],
    [fields({ a: bits(s32, 3).constant(4) }), "s.a: its constant 4 does not fit s32 : 3; give a value from -4 to 3"],
    [
      fields({ a: u64.constant(any(2 ** 60)) }),
      "s.a: its constant 1152921504606847000 is not an exact integer; write it as a bigint",
    ],
    [fields({ a: f32.constant(0.1) }), "s.a: its constant 0.1 is no value of f32; give one that is"],
    [fields({ a: f64.constant(Number.NaN) }), "s.a: its constant NaN is no value of f64; give one that is"],
    [fields({ a: f32.constant(0.5), b: f64.constant(0.1) })],
    [
      fields({ a: pointer.constant(-1n) }),
      "s.a: its constant -1n does not fit pointer; give a value from 0 to 18446744073709551615",
    ],
    [
      fields({ a: long.constant(2n ** 63n) }),
      "s.a: its constant 9223372036854775808n does not fit long; give a value from -9223372036854775808 to 9223372036854775807",
    ],
    [
      fields({ a: ulong.constant(-1n) }),
      "s.a: its constant -1n does not fit ulong; give a value from 0 to 18446744073709551615",
    ],
    [
      fields({ a: (char as unknown as typeof u8).constant(256) }),
      "s.a: its constant 256 does not fit char; give a value from 0 to 255",
    ],
    [fields({ a: pointer.enum(Color) }), "s.a: pointer cannot have an enumeration; leave it out"],
    [fields({ a: f32.flags(Color) }), "s.a: f32 cannot have flags; leave it out"],
    [fields({ a: char.bigEndian() }), "s.a: char cannot have a byte order; leave it out"],
    [fields({ a: bytes(3).constant(any(1)) }), "s.a: array cannot have a constant; leave it out"],
    [fields({ a: nested({ b: u8 }).enum(Color) }), "s.a: struct cannot have an enumeration; leave it out"],
    [fields({ a: array(u16, 2).flags(Color) }), "s.a: array cannot have flags; say it of the elements"],
    [fields({ a: array(u16.flags(Color), 2) })],
    [fields({ a: array(u16, 2).bigEndian() }), "s.a: array cannot have a byte order; say it of the elements"],
    [
      fields({ a: array(u16.constant(3), 2) }),
      "s.a[]: one element cannot be constant, reserved, reckoned or later; say it of the whole array, or of a field by itself",
    ],
    [
      fields({ a: u8.enum(Color) }),
      "s.a: GREEN of color is 300, which does not fit u8; use a wider type, or correct the value",
    ],
    [fields({ a: u16.enum(Color).flags(Color) }), "s.a: has both an enumeration and flags; say one of the two"],
    [fields({ a: u16.constant(1).reserved() }), "s.a: is both constant and reserved; say one of the two"],
    [
      fields({ a: anonymous({ b: u8 }).reserved() }),
      "s.a: is flexible or anonymous, and so cannot be reserved; reserve fields that have a name and a size",
    ],
    [
      fields({ a: bytes().reserved() }),
      "s.a: is flexible or anonymous, and so cannot be reserved; reserve fields that have a name and a size",
    ],
    [fields({ a: padding(u32, 3).enum(Color) }), "s.a: has no name, so nothing can be said of its value; use bits(…)"],
    [
      fields({ a: u32.enum(enumeration("e", { A: 1.5 })) }),
      "e.A: its value 1.5 is not an exact integer; give a whole number, above 2^53 as a bigint",
    ],
    [
      inFamily({ abi: "i386" }, record("r", { type: 1, fields: { a: ulong.constant(0x1_0000_0000n) } })),
      "r.a: its constant 4294967296n does not fit the 4 bytes that it has on i386; use u64, or correct the constant",
    ],
    [
      inFamily(
        { abi: "i386" },
        record("r", { type: 1, fields: { a: array(nested({ _1: anonymous({ b: ulong.constant(2n ** 32n) }) }), 2) } }),
      ),
      "r.a[].b: its constant 4294967296n does not fit the 4 bytes that it has on i386; use u64, or correct the constant",
    ],
    [
      inFamily({}, record("unknown", { type: 1, fields: { a: u32 } })),
      "unknown: has the name of records of unknown types; give it another name",
    ],
    [
      inFamily({ abi: "i386" }, record("r", { type: 1, fields: { a: long.constant(2n ** 31n) } })),
      "r.a: its constant 2147483648n does not fit the 4 bytes that it has on i386; use u64, or correct the constant",
    ],
    [
      inFamily(
        { abi: "i386" },
        record("r", { type: 1, fields: { a: long.constant(-(2n ** 31n)), b: ulong.constant(2n ** 32n - 1n) } }),
      ),
    ],
  ],
  "constants that need not be there": [
    [
      fields({ u: union({ a: u8.constant(1), b: nested({ c: array(nested({ d: u8.constant(2) }), 2) }) }) }),
      "s.u.a: is a constant in a union of which several members are read, as no tag always means one; give the union a name and a tag, or its tag a default, or leave it out",
      "s.u.b.c[].d: is a constant in a union of which several members are read, as no tag always means one; give the union a name and a tag, or its tag a default, or leave it out",
    ],
    [fields({ t: u8, u: union({ a: u8.constant(1) }, { tag: { field: "t", members: { a: 1 } } }) })],
    [
      fields({ a: nested({ b: u8.constant(1) }).reserved(), c: array(nested({ d: u8.constant(1) }), 2).reserved() }),
      "s.a.b: is a constant in what is reserved, and so 0; leave one of the two out",
      "s.c[].d: is a constant in what is reserved, and so 0; leave one of the two out",
    ],
    [
      fields({ a: array(nested({ b: u8.constant(1) })).reserved() }),
      "s.a: is flexible or anonymous, and so cannot be reserved; reserve fields that have a name and a size",
      "s.a[].b: is a constant in what is reserved, and so 0; leave one of the two out",
    ],
    [
      fields({
        a: nested({ t: u8, u: union({ b: u8.constant(1) }, { tag: { field: "t", members: { b: 1 } } }) }).reserved(),
      }),
      "s.a.u.b: is a constant in what is reserved, and so 0; leave one of the two out",
    ],
  ],
  "bools in unions without a name": [
    [
      fields({ _1: anonymousUnion({ low: bits(u8, 4), on: bool }) }),
      "s.on: has a bool beside bit fields in low, and no value tells which byte makes it true; give the union a name, so that its value has the bytes",
    ],
    [
      fields({
        _1: anonymousUnion({ all: array(nested({ on: bool }), 2), _2: anonymous({ low: bits(u8, 4), more: u8 }) }),
      }),
      "s.all: has a bool beside bit fields in _2, and no value tells which byte makes it true; give the union a name, so that its value has the bytes",
    ],
    [fields({ u: union({ low: bits(u8, 4), on: bool }) })],
    [fields({ _1: anonymousUnion({ byte: u8, on: bool, last: array(bool, 1) }) })],
    [fields({ _1: anonymousUnion({ word: u16, _2: anonymous({ on: bool, low: bits(u8, 4) }) }) })],
    [fields({ _1: anonymousUnion({ one: bits(bool, 1), low: bits(u8, 4) }) })],
  ],
  "tags of unions": [
    [
      fields({ u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) }),
      `s.u: its tag "t" is no field beside it; name an integer field of the struct that holds the union, or of one around it`,
    ],
    [
      fields({ t: u8.constant(1), u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) }),
      `s.u: its tag "t" is constant; name an integer field of the struct that holds the union, or of one around it`,
    ],
    [
      fields({ t: u8.reserved(), u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) }),
      `s.u: its tag "t" is reserved; name an integer field of the struct that holds the union, or of one around it`,
    ],
    [
      fields({ t: f32, u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) }),
      `s.u: its tag "t" is f32; name an integer field of the struct that holds the union, or of one around it`,
    ],
    [
      fields({ t: pointer, u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) }),
      `s.u: its tag "t" is pointer; name an integer field of the struct that holds the union, or of one around it`,
    ],
    [
      fields({ t: u8, u: union({ a: u8 }, { tag: { field: "t", members: { a: 256 } } }) }),
      "s.u: its tag's value 256 for a does not fit u8; give a value from 0 to 255",
    ],
    [
      fields({ t: u8, u: union({ unknown: u8 }, { tag: { field: "t", members: { unknown: 1 } } }) }),
      "s.u: its tag means the member unknown, which is what values call bytes of any other tag; give the member another name",
    ],
    [
      fields({ t: u8, u: union({ a: u8 }, { tag: { field: "t", members: {} } }) }),
      "s.u: its tag means no member; say what it means, or leave it out",
    ],
    [
      fields({ t: u8, u: union({ a: u8 }, { tag: { field: "t", members: { b: 1 } } }) }),
      `s.u: its tag names "b", which is no member with a name and a value; name members of the union`,
    ],
    [
      fields({ t: u8, u: union({ a: u8, b: u8 }, { tag: { field: "t", members: { a: 1, b: 1 } } }) }),
      "s.u: its tag's value 1 means both a and b; give each member a value of its own",
    ],
    [fields({ t: u8, x: anonymous({ u: union({ a: u8 }, { tag: { field: "t", members: { a: 1 } } }) }) })],
  ],
  families: [
    [
      inFamily({ header: struct("hdr", { fields: { type: u16, rest: array(u8) } }) }, r),
      "fam.header: hdr has a flexible array; put the array into the records",
    ],
    [
      inFamily({ type: "kind" }, r),
      "fam.type: hdr.kind is no field; name an integer, a bit field or char[4] in the header, which the codecs fill in",
    ],
    [
      inFamily({ length: { field: "size" } }, r),
      "fam.length: hdr.size is no field; name an integer or a bit field in the header, which the codecs fill in",
    ],
    [inFamily({ length: { field: "type" } }, r), "fam.length: type is the type, too; name two fields"],
    [inFamily({ length: { field: "len", unit: 0 } }, r), "fam.length.unit: is 0; give a number of bytes, at least 1"],
    [inFamily({ align: 0 }, r), "fam.align: is 0; give a number of bytes, at least 1"],
    [inFamily({ header: struct("hdr", { fields: { type: s32 } }) }, r)],
    [inFamily({ header: struct("hdr", { fields: { type: u64 } }), abi: "x86_64" }, r)],
    [inFamily({ header: struct("hdr", { fields: { type: u16.bigEndian() } }) }, r)],
    [
      inFamily({ abi: "vax" }, r),
      `fam.abi: "vax" is not a known ABI; use "portable" or one of ${Object.keys(abis).join(", ")}`,
    ],
    [inFamily({ abi: [] }, r), `fam.abi: is an empty list; use "portable" or one of ${Object.keys(abis).join(", ")}`],
    [
      inFamily({ abi: ["x86_64", "vax"] }, r),
      `fam.abi: "vax" is not a known ABI; use "portable" or one of ${Object.keys(abis).join(", ")}`,
    ],
    [inFamily({ abi: ["portable", "wasm32"] }, r)],
    [
      inFamily({ byteOrder: { record: "x", field: "a" } }, r),
      `fam.byteOrder: "x" is no record of the family; name a record and its field with a constant that differs when its bytes are reversed`,
    ],
    [
      inFamily({ byteOrder: { record: "r", field: "b" } }, r),
      "fam.byteOrder: r.b is no field; name a record and its field with a constant that differs when its bytes are reversed",
    ],
    [
      inFamily({ byteOrder: { record: "r", field: "a" } }, r),
      "fam.byteOrder: r.a has no constant; name a record and its field with a constant that differs when its bytes are reversed",
    ],
    [
      inFamily(
        { byteOrder: { record: "r", field: "a.b.c" } },
        record("r", { type: 1, fields: { a: nested({ b: u32 }) } }),
      ),
      "fam.byteOrder: r.a.b.c is no field; name a record and its field with a constant that differs when its bytes are reversed",
    ],
    [
      inFamily(
        { byteOrder: { record: "r", field: "a" } },
        record("r", { type: 1, fields: { a: u32.constant(0x01020201) } }),
      ),
      "fam.byteOrder: r.a has a constant that reads the same both ways; name a record and its field with a constant that differs when its bytes are reversed",
    ],
  ],
  records: [
    [records(record("r", { fields: {} })), "r: has no type, and fam tells records apart by it; give it a type"],
    [
      records(record("r", { type: 65536, fields: {} })),
      "r: its type 65536 does not fit hdr.type, u16; give a whole number from 0 to 65535",
    ],
    [
      records(record("r", { type: 1.5, fields: {} })),
      "r: its type 1.5 does not fit hdr.type, u16; give a whole number from 0 to 65535",
    ],
    [
      inFamily({ type: any(undefined) }, r),
      "r: has type 1, and fam names no type field; leave the type out, or name the header's type field",
    ],
    [
      records(r, record("q", { type: 1, fields: { a: u32 } })),
      "q: has type 1, as r has, and nothing tells them apart; give it another type, or both a `when` with different values of the same field",
    ],
    [
      inFamily({ type: any(undefined) }, record("r", { fields: { a: u32 } }), record("q", { fields: { a: u32 } })),
      "q: has no type, as r has, and nothing tells them apart; give it another type, or both a `when` with different values of the same field",
    ],
    [
      records(
        record("r", { type: 1, when: { field: "a", values: [1, 2] }, fields: { a: u32 } }),
        record("q", { type: 1, when: { field: "a", values: [2, 3] }, fields: { a: u32 } }),
      ),
      "q: has type 1, as r has, and nothing tells them apart; give it another type, or both a `when` with different values of the same field",
    ],
    [
      records(
        record("r", { type: 1, when: { field: "a", values: [1] }, fields: { a: u32 } }),
        record("q", { type: 1, when: { field: "a", values: [2] }, fields: { a: u32 } }),
        record("others", { type: 1, fields: { a: u32 } }),
      ),
    ],
    [
      records(
        record("r", { type: 1, when: { field: "b", values: [1] }, fields: { a: u8 } }),
        record("q", { type: 2, when: { field: "a", values: [256] }, fields: { a: u8 } }),
        record("p", { type: 3, when: { field: "a", values: [] }, fields: { a: u8 } }),
        record("o", { type: 4, align: 8, when: { field: "a", values: [1] }, fields: { a: u64.aligned(8) } }),
        record("n", { type: 5, followers: [{ name: "comm", record: "text", as: "text" }], fields: {} }),
      ),
      'r: is told apart by "b", which is no field of it; name an unsigned integer of at most 4 bytes',
      "q.a: cannot be 256; give whole numbers from 0 to 255",
      "p.a: has no value in this record; give whole numbers from 0 to 255",
      'o: is told apart by "a", which is u64; name an unsigned integer of at most 4 bytes',
      'n: is said to be followed by "text", which is no record of fam; name a record of the same family',
    ],
    [
      inFamily({ length: { field: "len", counts: "payload", unit: 4 } }, record("r", { type: 1, fields: { a: u16 } })),
      "r: the 2 bytes that its header counts are no multiple of 4, the unit of hdr.len; add padding or reserved fields",
    ],
    [
      inFamily({ length: { field: "len", unit: 4 } }, record("r", { type: 1, fields: { a: u16 } })),
      "r: the 6 bytes that its header counts are no multiple of 4, the unit of hdr.len; add padding or reserved fields",
    ],
    [
      records(record("r", { type: 1, fields: { a: array(nested({})) } })),
      "r.a: has elements of no bytes; give them a field, or leave the array out",
    ],
    [
      inFamily({ header: struct("hdr", { fields: {} }), type: any(undefined) }, record("r", { fields: {} })),
      "r: takes no bytes; give it a field",
    ],
    [inFamily({ header: struct("hdr", { fields: {} }), type: any(undefined) }, record("r", { fields: { a: u8 } }))],
    [
      inFamily(
        { header: struct("hdr", { fields: {} }), type: any(undefined) },
        record("r", { fields: { a: bytes() } }),
      ),
    ],
    [
      inFamily({ maxRecordSize: 15 }, record("r", { type: 1, fields: { a: array(u32, 3) } })),
      "r: takes 16 bytes, and a record of fam can have 15; make it smaller, or raise maxRecordSize or the length's size",
    ],
    [
      inFamily({ types: Color }, record("r", { type: { RED: 2 }, fields: {} })),
      "r: calls type 2 RED, and RED is 1; use the member of the enumeration, or another name and number",
    ],
    [
      inFamily({ types: Color }, record("r", { type: { ROUGE: 1 }, fields: {} })),
      "r: calls type 1 ROUGE, and RED is 1; use the member of the enumeration, or another name and number",
    ],
    [inFamily({ types: Color }, record("r", { type: { BLUE: 2 }, fields: {} }))],
    [
      records(record("r", { type: 1, header: "x.h", fields: { x: nested({ i: nested(hdr) }) } })),
      `r: its header is said to be "x.h", which is no hdr of fam; give the path of the hdr among its fields, or leave it out`,
    ],
    [records(record("r", { type: 1, header: "h", fields: { a: u16, h: nested(hdr) } }))],
    [
      records(r, record("q", { type: 2, header: "h", fields: { a: u16, h: nested(hdr) } })),
      "q.h: its header h is at byte 2, and that of records before it at byte 0; put it at one place of all records",
    ],
    [records(record("r", { type: 1, header: "x.h", fields: { x: nested({ h: nested(hdr), a: u32 }) } }))],
  ],
  portability: [
    [recordWith({ a: ulong }), "r.a: takes 4 bytes on i386 and arm, 8 elsewhere; use u64 instead"],
    [inFamily({ abi: "x86_64" }, record("r", { type: 1, fields: { a: ulong } }))],
  ],
};

describe.each(Object.entries(table))("%s", (_, rows) => {
  test.each(
    rows.map(([definitions, ...messages]) => ({ definitions, messages, title: messages.join("\n") || "no fault" })),
  )("$title", ({ definitions, messages }) => {
    const faults = checkSchema(definitions as never);
    expect(faults.map((fault) => describeSchemaFault({ ...fault, file: undefined }))).toEqual(messages);
  });
});

test("the checkpoint image has no faults", () => {
  expect(checkSchema({ families: [ckpt], structs: [] })).toEqual([]);
});

test("a fault says where the record is defined", () => {
  const [fault] = checkSchema(fields({ a: u8.constant(256) }));
  expect(fault).toEqual({
    file: import.meta.filename,
    record: "s",
    field: "a",
    problem: "its constant 256 does not fit u8",
    cure: "give a value from 0 to 255",
  });
  expect(new SchemaError([fault!, fault!]).message.split("\n")).toEqual([
    describeSchemaFault(fault!),
    describeSchemaFault(fault!),
  ]);
});

test("all faults of all records are reported at once", () => {
  const faults = checkSchema({
    families: [
      familyOf([
        record("p", { type: 1, align: 3, fields: { a: u8.constant(256), b: array(char, -1) } }),
        record("q", { fields: { "2nd-": u8 } }),
      ]),
    ],
    structs: [struct("s", { fields: { a: ulong, b: any(7) } })],
  });
  expect(faults.map(({ record, field }) => `${record}.${field}`)).toEqual(["s.b", "p.a", "p.b", "p.", "q.2nd-", "q."]);
});
