import { describe, expect, test } from "vitest";
import { array, bytes, char, family, nested, record, struct, u8, u16, u32, u64 } from "../../schema/dsl/index.ts";
import { dynamic, dynamicFamily } from "../../src/dynamic/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { hex, inside } from "./hex.ts";
import { outcomeOf } from "./outcome.ts";

/** A header that says more than type and length, like that of netlink. */
const nlmsghdr = struct("nlmsghdr", {
  fields: { nlmsg_len: u32, nlmsg_type: u16, nlmsg_flags: u16, nlmsg_seq: u32 },
});
const magic = struct("magic", { fields: { id: u16, sign: u16.constant(0xbeef) } });

/** 6 bytes of fields, padded to 8: two bytes of slack stand behind the elements. */
const slack = record("slack", { type: 1, fields: { n: u32, c: u16, text: array(char) } });
const tight = record("tight", { type: 2, length: "offset", fields: { n: u32, c: u16, text: bytes() } });
const sealed = record("sealed", { type: 3, fields: { one: nested(magic), two: array(nested(magic), 2) } });
const many = record("many", { type: 4, fields: { count: u32, list: array(nested(magic), "count") } });
const common = struct("common", { fields: { nlh: nested(nlmsghdr), version: u32 } });
const deep = record("deep", { type: 5, header: "common.nlh", fields: { common: nested(common), a: u8 } });

const netlink = family("netlink", {
  header: nlmsghdr,
  member: "nlh",
  type: "nlmsg_type",
  length: { field: "nlmsg_len" },
  align: 4,
  byteOrder: "little",
  abi: "x86_64",
  records: [slack, tight, sealed, many, deep],
});

/** The length counts what follows the header, in units of 4 bytes; the byte order is fixed. */
const chunk = struct("chunk", { fields: { tag: u8, words: u8, spare: u16.reserved() } });
const block = record("block", { type: 7, fields: { id: u32, data: array(u32) } });
const lone = record("lone", { type: 8, fields: { id: u64 } });
const chunks = family("chunks", {
  header: chunk,
  member: "head",
  type: "tag",
  length: { field: "words", counts: "payload", unit: 4 },
  byteOrder: "big",
  abi: "i386",
  records: [block, lone],
});

const nlh = { nlmsg_flags: 5, nlmsg_seq: 6 };
const header = (length: string, type: string) => `${length}000000 ${type}00 0500 06000000`;

const rows: [name: string, codec: AnyCodec, value: object, bytes: string][] = [
  [
    "slack behind a string",
    dynamic(slack, netlink),
    { $name: "slack", nlh, n: 1, c: 2, text: "hey" },
    `${header("17", "01")} 01000000 0200 686579 0000`,
  ],
  [
    "a length from the array's offset",
    dynamic(tight, netlink),
    { $name: "tight", nlh, n: 1, c: 2, text: hex("686579") },
    `${header("15", "02")} 01000000 0200 686579`,
  ],
  [
    "constants in structs and arrays",
    dynamic(sealed, netlink),
    { $name: "sealed", nlh, one: { id: 1, sign: 0xbeef }, two: [2, 3].map((id) => ({ id, sign: 0xbeef })) },
    `${header("18", "03")} 0100efbe 0200efbe 0300efbe`,
  ],
  [
    "counted elements",
    dynamic(many, netlink),
    { $name: "many", nlh, count: 1, list: [{ id: 1, sign: 0xbeef }] },
    `${header("14", "04")} 01000000 0100efbe`,
  ],
  [
    "a header inside a struct",
    dynamic(deep, netlink),
    { $name: "deep", common: { nlh, version: 9 }, a: 1 },
    `${header("14", "05")} 09000000 01000000`,
  ],
  [
    "a length of the payload in units",
    dynamic(block, chunks),
    { $name: "block", id: 1, data: [2, 0xffffffff] },
    "07 03 0000 00000001 00000002 ffffffff",
  ],
  ["the ABI's alignment", dynamic(lone, chunks), { $name: "lone", id: 1n }, "08 02 0000 0000000000000001"],
];

describe.each(rows)("%s", (_, codec, value, text) => {
  const bytes = hex(text);

  test("is decoded, whatever is behind it, and encoded", () => {
    expect(codec.decode(inside(bytes, 5), 5)).toStrictEqual(value);
    expect(codec.encode(value)).toEqual(bytes);
  });

  test("cut short, it is out of bounds", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(outcomeOf(() => codec.decode(bytes.subarray(0, length)))).toMatchObject({
        fault: { code: "out-of-bounds", record: codec.name, path: "", offset: 0, found: length },
      });
    }
  });
});

const bad: [what: string, codec: AnyCodec, bytes: string, message: string][] = [
  [
    "another type",
    dynamic(tight, netlink),
    `${header("12", "03")} 01000000 0200`,
    "at 0x5: tight.nlh.nlmsg_type is 3, expected 2",
  ],
  [
    "less than its own fields",
    dynamic(tight, netlink),
    `${header("11", "02")} 01000000 0200`,
    "at 0x1: tight.nlh.nlmsg_len is 17, expected 18 or more",
  ],
  [
    "more than there is",
    dynamic(tight, netlink),
    `${header("1a", "02")} 01000000 0200`,
    "at 0x1: tight takes 26 bytes, 21 are left",
  ],
  [
    "not its fixed length",
    dynamic(deep, netlink),
    `${header("13", "05")} 09000000 01000000`,
    "at 0x1: deep.common.nlh.nlmsg_len is 19, expected 20",
  ],
  [
    "no room for a count",
    dynamic(many, netlink),
    `${header("14", "04")} 02000000 0100efbe`,
    "at 0x1: many.nlh.nlmsg_len is 20, expected 16 + count * 4 = 24",
  ],
  [
    "a wrong constant",
    dynamic(sealed, netlink),
    `${header("18", "03")} 0100eebe 0200efbe 0300efbe`,
    "at 0xf: sealed.one.sign is 0xbeee, expected 0xbeef",
  ],
  [
    "a wrong constant in an array",
    dynamic(sealed, netlink),
    `${header("18", "03")} 0100efbe 0200efbe 0300eebe`,
    "at 0x17: sealed.two[1].sign is 0xbeee, expected 0xbeef",
  ],
  [
    "a wrong constant in an element",
    dynamic(many, netlink),
    `${header("14", "04")} 01000000 0100eebe`,
    "at 0x13: many.list[0].sign is 0xbeee, expected 0xbeef",
  ],
  [
    "less than the payload",
    dynamic(block, chunks),
    "07 00 0000 00000001",
    "at 0x2: block.head.words is 0, expected 1 or more",
  ],
  [
    "more units than there are",
    dynamic(block, chunks),
    "07 02 0000 00000001",
    "at 0x1: block takes 12 bytes, 11 are left",
  ],
];

test.each(bad)("%s is refused", (_, codec, text, message) => {
  const bytes = inside(hex(text), 1);
  expect(() => codec.decode(bytes, 1)).toThrow(
    expect.objectContaining({ name: "BytewrightError", message: expect.stringContaining(message) }),
  );
  const fault = codec.check(codec.view(bytes, 1));
  expect(outcomeOf(() => codec.decode(bytes, 1))).toEqual({ fault });
});

const unfit: [what: string, codec: AnyCodec, value: object, message: string][] = [
  ["a number", dynamic(lone, chunks), { id: -1n }, "lone.id: -1 does not fit u64 (0..18446744073709551615)"],
  ["a missing field", dynamic(lone, chunks), {}, "lone.id: found nothing, expected a bigint"],
  ["another record", dynamic(lone, chunks), { $name: "block", id: 1n }, 'lone.$name: found "block", expected lone'],
  [
    "a field of a struct",
    dynamic(deep, netlink),
    { common: { nlh, version: "1" }, a: 1 },
    'deep.common.version: found "1", expected a number',
  ],
  [
    "a field of an element",
    dynamic(many, netlink),
    { nlh, list: [{ id: 1 }, { id: -1 }] },
    "many.list[1].id: -1 does not fit u16 (0..65535)",
  ],
  [
    "a count",
    dynamic(many, netlink),
    { nlh, count: 2, list: [] },
    "many.count is the number 2, expected 0, the number of elements of list",
  ],
  [
    "a constant",
    dynamic(many, netlink),
    { nlh, list: [{ id: 1, sign: 2 }] },
    "many.list[0].sign is the number 2, expected 48879",
  ],
  ["a length", dynamic(sealed, netlink), { nlh, one: { id: 1 }, two: [] }, "sealed.two is 0 elements, expected 2"],
  [
    "text",
    dynamic(slack, netlink),
    { nlh, n: 0, c: 0, text: "\ud800" },
    "slack.text: a lone surrogate cannot be encoded",
  ],
];

test.each(unfit)("%s that does not fit is refused", (_, codec, value, message) => {
  expect(() => codec.encode(value)).toThrow(message);
  const into = new Uint8Array(100).fill(0xcc);
  expect(() => codec.encodeInto(value, into, 0)).toThrow(message);
  expect(into).toEqual(new Uint8Array(100).fill(0xcc));
});

test("a record that is too large is refused", () => {
  const small = { ...chunks, maxRecordSize: 12, records: [block] };
  const codec = dynamic(block, small);
  expect(codec.encode({ id: 1, data: [1] })).toHaveLength(12);
  expect(() => codec.encode({ id: 1, data: [1, 2] })).toThrow("block.data takes 16 bytes, the limit is 12");
});

test("a family of fixed byte order has one order, and unknown records keep their bytes", () => {
  const { be, ...own } = dynamicFamily(chunks);
  expect(own.byteOrder).toBe("big");
  expect(be.byteOrder).toBe("big");
  const bytes = hex("09 01 0000 12345678");
  expect(own.decode(inside(bytes, 2), 2)).toEqual({ $name: "unknown", type: 9, bytes });
  expect(own.decode(hex("07 01 0000 00000001"))).toEqual({ $name: "block", id: 1, data: [] });
});
