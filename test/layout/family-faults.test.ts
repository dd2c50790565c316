import { describe, expect, test } from "vitest";
import {
  anonymousUnion,
  array,
  bits,
  bool,
  bytes,
  char,
  enumeration,
  type FamilyOptions,
  f32,
  family,
  nested,
  type RecordDefinition,
  record,
  s8,
  struct,
  u8,
  u16,
  u32,
  u64,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { Field } from "../../schema/dsl/types.ts";
import { hdr, messagesOf, messagesOfFamily } from "./fault-messages.ts";

const r = record("r", { type: 1, fields: { a: u32 } });

test("bits of a type are those of a plain number, and of no record more", () => {
  const masked = (field: string, mask: number, ...records: RecordDefinition[]) =>
    messagesOfFamily({ type: { field, mask } }, ...records);
  expect(masked("type", 0xff, r)).toEqual([]);
  const high = record("high", { type: 0x101, fields: { a: u32 } });
  expect(masked("type", 0xff, r, high)).toEqual([
    "fam.type.mask: is 255, and the type of high is 257; give types within the mask",
  ]);
  for (const mask of [0, -1, 1.5, 2 ** 32])
    expect(masked("type", mask).join()).toContain(`fam.type.mask: is ${mask}; give`);
  const told = record("told", { type: 2, when: { field: "a", values: [1] }, fields: { a: u32 } });
  expect(masked("type", 0xff, told)).toEqual([
    "fam.type.mask: is given, and told is told from others of its type by a `when`; leave one of the two out",
  ]);
  const header = struct("signed", { fields: { type: s8 } });
  expect(messagesOfFamily({ header, type: { field: "type", mask: 1 } }, r)).toEqual([
    "fam.type.mask: is given, and type is no unsigned integer of 1, 2 or 4 bytes; leave it out, or name another field",
  ]);
  expect(messagesOfFamily({ type: { field: "type", maks: 1 } as never }, r).join()).toContain(
    '"type.maks", which means nothing',
  );
});

test.each<[what: string, given: Partial<FamilyOptions>, ...messages: string[]]>([
  [
    "an enumeration that only names types",
    { types: enumeration("kinds", { A: 1, B: 1.5 }) },
    "kinds.B: its value 1.5 is not an exact integer; give a whole number, above 2^53 as a bigint",
  ],
  [
    "numbers that C has no integer for",
    { types: enumeration("kinds", { A: 2n ** 64n, B: -(2n ** 63n) - 1n, C: 2n ** 64n - 1n, D: -(2n ** 63n) }) },
    "kinds.A: its value 18446744073709551616n does not fit 64 bits; give a value from -2^63 to 2^64 - 1",
    "kinds.B: its value -9223372036854775809n does not fit 64 bits; give a value from -2^63 to 2^64 - 1",
  ],
  [
    "an enumeration's name",
    { types: enumeration("2kinds", { A: 1 }) },
    '2kinds: "2kinds" is not a C identifier; use letters, digits and _, no digit first',
  ],
])("%s", (_, given, ...messages) => {
  expect(messagesOfFamily(given, r)).toEqual(messages);
});

test("the name", () => {
  const fam = family("2fam", { header: hdr, member: "h", type: "type", byteOrder: "little", records: [] });
  expect(messagesOf({ families: [fam], structs: [] })).toEqual([
    '2fam: "2fam" is not a C identifier; use letters, digits and _, no digit first',
  ]);
});

test("followers with a list of structs of one size each", () => {
  const followed = (as: "text" | ReturnType<typeof struct>) =>
    record("r", { type: 1, followers: [{ name: "items", record: "r", as }], fields: { a: u32 } });
  const problem = 'r: is said to be followed by "r" with a list of item, which ends with a flexible array';
  const message = `${problem}; give the array a length, or leave the follower out`;
  expect(messagesOfFamily({}, followed(struct("item", { fields: { n: u8, list: array(u8, "n") } })))).toEqual([
    message,
  ]);
  expect(messagesOfFamily({}, followed(struct("item", { fields: { a: u8, data: bytes() } })))).toEqual([message]);
  expect(messagesOfFamily({}, followed(struct("item", { fields: { list: array(u8, 2) } })))).toEqual([]);
  expect(messagesOfFamily({}, followed("text"))).toEqual([]);
});

describe("the field that tells the type", () => {
  const cure = "name an integer, a bit field or char[4] in the header, which the codecs fill in";
  const told = (type: Field, of: number | string | bigint, given: Partial<FamilyOptions> = {}) => {
    const header = struct("hdr", { fields: { type, len: u16 } });
    return messagesOfFamily({ header, abi: "x86_64", ...given }, record("r", { type: of, fields: { a: u32 } }));
  };

  test.each<[type: Field, ...messages: string[]]>([
    [u16.littleEndian()],
    [u8.bigEndian()],
    [u16.bigEndian()],
    [ulong],
    [bits(u16, 16)],
    [f32, `fam.type: hdr.type is f32; ${cure}`],
    [bool, `fam.type: hdr.type is bool; ${cure}`],
    [bits(bool, 1), `fam.type: hdr.type is bool : 1; ${cure}`],
    [array(char, 3), `fam.type: hdr.type is array; ${cure}`],
    [array(u8, 4), `fam.type: hdr.type is array; ${cure}`],
    [nested({ a: u8 }), `fam.type: hdr.type is struct; ${cure}`],
    [u16.constant(1), `fam.type: hdr.type is constant; ${cure}`],
    [u16.reserved(), `fam.type: hdr.type is reserved; ${cure}`],
  ])("%#", (type, ...messages) => {
    expect(told(type, 1)).toEqual(messages);
  });

  test.each<[type: Field, of: number | bigint | string, ...messages: string[]]>([
    [s8, -128],
    [s8, 128, "r: its type 128 does not fit hdr.type, s8; give a whole number from -128 to 127"],
    [bits(u16, 4), 16, "r: its type 16 does not fit hdr.type, u16 : 4; give a whole number from 0 to 15"],
    [u64, 2n ** 64n - 1n],
    [
      u64,
      2n ** 64n,
      `r: its type ${2n ** 64n}n does not fit hdr.type, u64; give a whole number from 0 to ${2n ** 64n - 1n}`,
    ],
    [array(char, 4), "fmt "],
    [array(char, 4), "fmt", 'r: its type "fmt" does not fit hdr.type, char[4]; give four characters of ASCII'],
    [
      array(char, 4),
      "f\u00e4b ",
      'r: its type "f\u00e4b " does not fit hdr.type, char[4]; give four characters of ASCII',
    ],
    [array(char, 4), 1, "r: its type 1 does not fit hdr.type, char[4]; give four characters of ASCII"],
    [u32, "fmt ", 'r: its type "fmt " does not fit hdr.type, u32; give a whole number from 0 to 4294967295'],
  ])("and the types of records: %#", (type, of, ...messages) => {
    expect(told(type, of)).toEqual(messages);
  });

  test("at the end of a path through structs, and through nothing else", () => {
    const inner = { kind: u16, u: union({ a: u8, b: u8 }) };
    const header = struct("hdr", { fields: { id: nested(inner), _: anonymousUnion({ x: u16, y: u16 }), len: u16 } });
    const of = (type: string) => messagesOfFamily({ header, type }, r);
    expect(of("id.kind")).toEqual([]);
    expect(of("id.u.a")).toEqual([`fam.type: hdr.id.u.a is no field; ${cure}`]);
    expect(of("x")).toEqual([`fam.type: hdr.x is in a union; ${cure}`]);
    const spare = struct("hdr", { fields: { id: nested(inner).reserved() } });
    expect(messagesOfFamily({ header: spare, type: "id.kind" }, r)).toEqual([
      `fam.type: hdr.id.kind is reserved; ${cure}`,
    ]);
  });

  test("two records of one type", () => {
    const header = struct("hdr", { fields: { type: array(char, 4) } });
    const of = (name: string, type: string) => record(name, { type, fields: { a: u32 } });
    expect(messagesOfFamily({ header }, of("p", "AAAA"), of("q", "BBBB"))).toEqual([]);
    expect(messagesOfFamily({ header }, of("p", "AAAA"), of("q", "AAAA"))).toEqual([
      'q: has type "AAAA", as p has, and nothing tells them apart; give it another type, or both a `when` with different values of the same field',
    ]);
  });
});

describe("what a length adds", () => {
  test.each<[plus: number, ...messages: string[]]>([
    [8],
    [-100],
    [9, "r: takes 8 bytes, and hdr.len counts from 9 on; make `plus` of the length smaller"],
    [0.5, "fam.length.plus: is 0.5; give a whole number of bytes"],
    [Number.NaN, "fam.length.plus: is NaN; give a whole number of bytes"],
  ])("%d", (plus, ...messages) => {
    expect(messagesOfFamily({ length: { field: "len", plus } }, r)).toEqual(messages);
  });

  test("is no more than the largest record can have", () => {
    const header = struct("hdr", { fields: { type: u16, len: bits(u8, 3) } });
    expect(messagesOfFamily({ header, length: { field: "len" } }, r)).toEqual([
      "r: takes 8 bytes, and a record of fam can have 7; make it smaller, or raise maxRecordSize or the length's size",
    ]);
    expect(messagesOfFamily({ header, length: { field: "len", plus: 1 } }, r)).toEqual([]);
  });
});

describe("a preamble", () => {
  const start = (magic: Field, name = "start") => struct(name, { fields: { magic, x: u32 } });
  const byteOrder = { field: "magic" };
  const cure = "give both at one place constants that differ, in either byte order";

  test.each<[what: string, given: Partial<FamilyOptions>, ...messages: string[]]>([
    ["without anything to tell", { preamble: start(u32) }],
    ["that tells the byte order", { preamble: start(u32.constant(1)), byteOrder }],
    ["of which one is told apart", { preamble: [start(u32.constant(1)), start(u32.constant(2), "other")], byteOrder }],
    [
      "of which nothing is told apart",
      { preamble: [start(u32), start(u32, "other")] },
      `other: is a preamble as start is, and no constant tells them apart; ${cure}`,
    ],
    [
      "told apart in one byte order only",
      { preamble: [start(u32.constant(1)), start(u32.constant(0x01000000), "other")], byteOrder },
      `other: is a preamble as start is, and no constant tells them apart; ${cure}`,
    ],
    [
      "of any size",
      { preamble: struct("start", { fields: { n: u32, list: array(u8, "n") } }) },
      "start: is a preamble, and ends with a flexible array; give the array a length, or make it a record",
    ],
    [
      "of no bytes",
      { preamble: struct("start", { fields: {} }) },
      "start: is a preamble, and takes no bytes; give it a field, or leave it out",
    ],
    [
      "that is told to tell the byte order, and does not",
      { preamble: start(u32), byteOrder },
      "start: is to tell the byte order by start.magic, which has no constant; name a field with a constant that differs when its bytes are reversed",
    ],
    [
      "in front of a record that is to tell it",
      { preamble: start(u32.constant(1)), byteOrder: { record: "r", field: "a" } },
      'fam.byteOrder: "r" is to tell it, and the preamble comes first; name a field of the preamble alone, or fix the byte order',
    ],
    [
      "that is none",
      { byteOrder },
      "fam.byteOrder: names no record, and there is no preamble; name a record and its field with a constant that differs when its bytes are reversed",
    ],
    [
      "whose size differs",
      { preamble: struct("start", { fields: { a: ulong } }) },
      "start.a: takes 4 bytes on i386 and arm, 8 elsewhere; use u64 instead",
    ],
    ["that is no struct", { preamble: 7 as never }, "fam.preamble: 7 is not a struct; make it with struct(…)"],
  ])("%s", (_, given, ...messages) => {
    expect(messagesOfFamily(given, r)).toEqual(messages);
  });

  test("has a name of its own", () => {
    expect(messagesOfFamily({ preamble: start(u32) }, record("preamble", { type: 1, fields: { a: u32 } }))).toEqual([
      "preamble: has the name of what images start with; give it another name",
    ]);
  });
});

test("records are told apart by constants, in a family with or without types", () => {
  const of = (name: string, magic: Field, when?: readonly number[]) =>
    record(name, { when: { field: "magic", ...(when && { values: when }) }, fields: { magic } });
  const bare = { header: undefined as never, member: undefined as never, type: undefined as never };
  expect(messagesOfFamily(bare, of("p", u32.constant(1)), of("q", u32.constant(2)))).toEqual([]);
  expect(messagesOfFamily(bare, of("p", u32.constant(1), [1]), of("q", u32.constant(2)))).toEqual([]);
  expect(messagesOfFamily(bare, of("p", u32.constant(1)), of("q", u32.constant(1)))).toEqual([
    "q: has no type, as p has, and nothing tells them apart; give it another type, or both a `when` with different values of the same field",
  ]);
  expect(messagesOfFamily(bare, of("p", u32))).toEqual([
    "p.magic: has no value in this record; give whole numbers from 0 to 4294967295, or make it a constant",
  ]);
  expect(messagesOfFamily(bare, of("p", u32.constant(1), [2]))).toEqual([
    'p: is told apart by "magic", which is constant; name a field that holds what values say: none of the header, a union, a count or a tag',
  ]);
});

describe("the constant that tells the byte order", () => {
  const cure = "name a record and its field with a constant that differs when its bytes are reversed";

  test.each<[magic: Field, ...messages: string[]]>([
    [u32.constant(1)],
    [u32.constant(0x01020304).bigEndian(), `fam.byteOrder: r.magic has a byte order of its own; ${cure}`],
    [ulong.constant(1n), `fam.byteOrder: r.magic is ulong; ${cure}`],
    [u32.constant(1.5), "r.magic: its constant 1.5 is not an exact integer; write it as a bigint"],
  ])("%#", (magic, ...messages) => {
    const byteOrder = { record: "r", field: "magic" };
    const opening = record("r", { type: 1, fields: { magic } });
    expect(messagesOfFamily({ byteOrder, abi: "x86_64" }, opening)).toEqual(messages);
  });
});

describe("what holds a fault is not laid out to look for others", () => {
  const bad = { a: u8.constant(256), unportable: ulong };
  const fault = "its constant 256 does not fit u8; give a value from 0 to 255";
  const inUnion =
    "is a constant in a union of which several members are read, as no tag always means one; give the union a name and a tag, or its tag a default, or leave it out";
  const recordWith = (x: Field) => record("r", { type: 1, fields: { x } });

  test.each<[what: string, x: Field, ...messages: string[]]>([
    ["a struct", nested(struct("s", { fields: bad })), `s.a: ${fault}`],
    ["a struct without a name", nested(bad), `r.x.a: ${fault}`],
    ["a union", union(bad, { name: "u" }), `u.a: ${fault}`, `u.a: ${inUnion}`],
    ["an array", array(nested(struct("s", { fields: bad })), 2), `s.a: ${fault}`],
  ])("%s", (_, x, ...messages) => {
    expect(messagesOfFamily({}, recordWith(x))).toEqual(messages);
  });

  test("a header", () => {
    const header = struct("hdr", { fields: { type: u16, len: u16, ...bad } });
    expect(messagesOfFamily({ header }, r)).toEqual([`hdr.a: ${fault}`]);
  });
});
