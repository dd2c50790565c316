import { describe, expect, test } from "vitest";
import {
  array,
  bits,
  bytes,
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
import type { Field } from "../../schema/dsl/types.ts";
import { hdr, messagesOf, messagesOfFamily } from "./fault-messages.ts";

const r = record("r", { type: 1, fields: { a: u32 } });

test.each<[what: string, given: Partial<FamilyOptions>, ...messages: string[]]>([
  ["the member's name", { member: "int" }, 'fam.member: "int" is a keyword of C; give it another name'],
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
  const cure = "name an unsigned integer of at most 4 bytes in the header, which the codecs fill in";

  test.each<[type: Field, ...messages: string[]]>([
    [u16.littleEndian()],
    [u8.bigEndian()],
    [u16.bigEndian(), `fam.type: hdr.type has a byte order of its own; ${cure}`],
    [ulong, `fam.type: hdr.type is ulong; ${cure}`],
    [bits(u16, 16), `fam.type: hdr.type is u16 : 16; ${cure}`],
    [u16.constant(1), `fam.type: hdr.type is constant; ${cure}`],
    [u16.reserved(), `fam.type: hdr.type is reserved; ${cure}`],
  ])("%#", (type, ...messages) => {
    const header = struct("hdr", { fields: { type, len: u16 } });
    expect(messagesOfFamily({ header, abi: "x86_64" }, r)).toEqual(messages);
  });
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
    "is a constant in a union without a tag, so that nothing tells if it must be there; say by a tag which member is meant, or leave the constant out";
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
