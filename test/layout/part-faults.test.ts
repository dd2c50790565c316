import { describe, expect, test } from "vitest";
import {
  anonymous,
  array,
  bits,
  bytes,
  char,
  nested,
  record,
  records,
  s32,
  struct,
  strz,
  u8,
  u16,
  u32,
  u64,
  union,
} from "../../schema/dsl/index.ts";
import { tlv } from "../codegen/fixtures/parts.ts";
import { messagesOfFamily, messagesOfStructs } from "./fault-messages.ts";

// biome-ignore lint/suspicious/noExplicitAny: some of these are no definitions
const any = (of: unknown): any => of;
const fields = { n: u8 };
const open = struct("open", { fields, parts: { rest: bytes() } });

const place = "use an unsigned integer of the record or its header, neither constant, nor reserved, nor later";
const counting =
  's.a: is counted in a way that means nothing; give `field`, and perhaps `in` ("elements" or "bytes"), `unit` (1 or more) and `plus`';
const count = "name an unsigned integer among the fields or in the header";

describe("what has no meaning is told with its cure", () => {
  test.each([
    [{ fields: { a: strz() } }, "s.a: is what only a part can be; put it into `parts`"],
    [{ fields: { a: records(tlv) } }, "s.a: is what only a part can be; put it into `parts`"],
    [{ fields: { a: u8.padded(4) } }, "s.a: is what only a part can be; put it into `parts`"],
    [{ fields: { n: u8, a: bytes({ field: "n" }) } }, "s.a: is what only a part can be; put it into `parts`"],
    [
      { fields: { a: nested(open) } },
      "s.a: holds a struct that has parts, which has no fixed size; make it a record of a family, and hold `records(…)`",
    ],
    [{ fields, parts: { a: array(records(tlv), 3) } }, "s.a: is a list of lists of records; give each list a part"],
    [{ fields, parts: { a: bits(u8, 3) } }, "s.a: is a bit field, which a part cannot be; put it into a struct"],
    [{ fields, parts: { a: anonymous({ x: u8 }) } }, "s.a: is struct, which a part cannot be; put it into a struct"],
    [
      { fields, parts: { a: u32.aligned(8) } },
      "s.a: is a part, which comes with all others, and is not aligned by C; use .padded(…) on the part before it",
    ],
    [{ fields, parts: { a: u8.padded(0) } }, "s.a: is padded to 0; give a number of bytes, at least 1"],
    [
      { fields, parts: { a: bytes(), b: strz() } },
      "s.b: stands behind a, which takes the rest, and has no fixed size; say what counts a, or leave .padded(…) out",
    ],
    [
      { fields, parts: { a: bytes().padded(4) } },
      "s.a: takes the rest, which leaves nothing to grow or to be padded; say what counts it, or leave the other out",
    ],
    [{ fields, parts: { a: bytes("m") } }, `s.a: is counted by "m", which is no field of the record; ${count}`],
    [{ fields: { n: s32 }, parts: { a: bytes("n") } }, `s.a: is counted by "n", which is s32; ${count}`],
    [
      { fields: { n: u8.constant(3) }, parts: { a: bytes("n") } },
      `s.a: is counted by "n", which is constant; ${count}`,
    ],
    [{ fields: { n: u8.total() }, parts: { a: bytes("n") } }, `s.a: is counted by "n", which is reckoned; ${count}`],
    [
      { fields: { u: union({ n: u8, m: s32 }) }, parts: { a: bytes("u.n") } },
      `s.a: is counted by "u.n", which is no field of the record; ${count}`,
    ],
    [{ fields, parts: { a: bytes(any({ field: "n", units: 4 })) } }, counting],
    [{ fields, parts: { a: bytes(any({ field: "n", in: "words" })) } }, counting],
    [{ fields, parts: { a: bytes({ field: "n", unit: 0 }) } }, counting],
    [{ fields, parts: { n: bytes() } }, "s.n: is the name of a field and of a part; rename one"],
    [
      { fields, parts: { a: array(nested({})) } },
      "s.a: has elements of no bytes; give them a field, or leave the part out",
    ],
    [
      { grows: true, fields, parts: { a: bytes() } },
      "s.a: takes the rest, which leaves nothing to grow or to be padded; say what counts it, or leave the other out",
    ],
    [{ fields, parts: { a: records("own") } }, "s.a: holds records of its own family, and is in none; name the family"],
    [
      { fields: { n: u8, a: bytes("n") }, parts: { b: u8 } },
      "s.a: is a flexible array, yet parts are behind it; make it the first of the parts",
    ],
    [{ fields: { a: u8, b: u8.since(2) } }, "s.b: came later, and what it is in does not grow; say grows: true"],
    [
      { grows: true, fields: { a: u8.since(2), b: u8 } },
      "s.b: stands behind a, which came later; put what came later last, each with its .since(…)",
    ],
    [
      { grows: true, fields: { a: u8, b: u32.since(6) } },
      "s.b: is there from 6 bytes on, and ends at 8 of 8; give a length from 8 to 8",
    ],
    [
      { grows: true, fields: { a: u32, b: u8.since(8), c: u8.since(6) } },
      "s.c: is there from 6 bytes on, and 8 are before it; count up",
    ],
    [
      { fields: { n: u8, sum: u32.checksum("crc32"), a: bytes("n") } },
      "s.a: is a flexible array beside sum, which is reckoned; make it the first of the parts",
    ],
    [
      { fields: { n: u32.total(), a: bytes() } },
      "s.a: is a flexible array beside n, which is reckoned; make it the first of the parts",
    ],
    [
      { grows: true, fields: { n: u8, a: bytes("n") } },
      "s.a: is a flexible array in what grows; make it the first of the parts",
    ],
    [
      { grows: true, fields: { a: u8, b: u8.since(2) }, parts: { c: u8 } },
      "s.b: came later, and parts are behind it; leave one of the two out",
    ],
    [
      { grows: true, fields: { a: u8, b: u8.reserved().since(2) } },
      "s.b: came later and is reserved, so that no value tells whether it is there; let a field that is not reserved come with it",
    ],
    [
      { fields: { a: u16.checksum("crc32") } },
      's.a: is no integer for a checksum "crc32"; use u32 for "crc32" or "crc32c", u16 for "internet"',
    ],
    [
      { fields: { a: u32.checksum(any("md5")) } },
      's.a: is no integer for a checksum "md5"; use u32 for "crc32" or "crc32c", u16 for "internet"',
    ],
    [
      { fields: { a: u32.checksum("crc32", { from: "b" }) } },
      's.a: is a checksum of "b", which is no field or part; give a path in the record',
    ],
    [
      { fields: { a: u32.checksum("crc32", { from: "c", to: "b" }), b: u8, c: u8 } },
      "s.a: is a checksum of no bytes; give what stands in front as from, not as to",
    ],
    [
      { fields: { a: u32.checksum("crc32", any({ of: "b" })) } },
      's.a: has an option "of", which means nothing; use from, to',
    ],
    [
      { fields: { a: any(array(char, 4)).checksum("crc32") } },
      `s.a: is reckoned, which only a plain number can be; ${place}`,
    ],
    [
      { fields: { a: union({ b: u32.checksum("crc32") }) } },
      `s.a.b: is reckoned, which only a plain number can be; ${place}`,
    ],
    [{ fields: { a: u8.total(), b: u8.total() } }, "s.b: is another total; use one"],
  ])("%#: %s", (given, message) => {
    expect(messagesOfStructs(struct("s", any(given)))).toContain(message);
  });

  test("of a record: its header's type and length count no parts", () => {
    const given = record("r", { type: 1, fields: {}, parts: { a: bytes("h.type") } });
    expect(messagesOfFamily({}, given)).toEqual([`r.a: is counted by "h.type", which is the header's; ${count}`]);
  });

  test("parts that differ between ABIs are told of", () => {
    const given = record("r", { type: 1, fields: {}, parts: { a: array(nested({ x: u8, y: u64 })) } });
    expect(messagesOfFamily({}, given)[0]).toContain("r.a[].y: is at byte 4 on i386, 8 elsewhere");
  });

  test("families in parts are checked, too", () => {
    const inner = {
      ...tlv,
      records: [record("twice", { type: 1, fields: {} }), record("other", { type: 1, fields: {} })],
    };
    expect(messagesOfStructs(struct("s", { fields, parts: { a: records(inner) } }))).toEqual([
      "other: has type 1, as twice has, and nothing tells them apart; give it another type, or both a `when` with different values of the same field",
    ]);
  });
});
