import { describe, expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  bytes,
  type FamilyOptions,
  f32,
  nested,
  record,
  struct,
  u8,
  u16,
  u32,
  u64,
  ulong,
} from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { hdr, messagesOfFamily } from "./fault-messages.ts";

test("a long has 4 bytes where its ABI says so", () => {
  const fields = { a: ulong, b: f32.constant(0.5), c: u8.constant(1), d: u64.constant(2n ** 40n) };
  expect(messagesOfFamily({ abi: "i386" }, record("r", { type: 1, fields }))).toEqual([]);
});

test("the constant of a long is told by its path where it does not fit", () => {
  const sealed = nested({ magic: ulong.constant(2n ** 40n) });
  const complaint =
    "its constant 1099511627776n does not fit the 4 bytes that it has on i386; use u64, or correct the constant";
  const of = (fields: Fields) => messagesOfFamily({ abi: "i386" }, record("r", { type: 1, fields }));
  expect(of({ magic: ulong.constant(2n ** 40n) })).toEqual([`r.magic: ${complaint}`]);
  expect(of({ x: nested({ y: nested({ z: array(array(sealed, 2), 2) }) }) })).toEqual([
    `r.x.y.z[][].magic: ${complaint}`,
  ]);
  expect(of({ n: u8, x: anonymous({ fixed: array(sealed, 2) }), list: array(sealed, "n") })).toEqual([
    `r.fixed[].magic: ${complaint}`,
    `r.list[].magic: ${complaint}`,
  ]);
});

describe("the largest record", () => {
  const short = struct("hdr", { fields: { type: u8, len: u8 } });
  const cure = "make it smaller, or raise maxRecordSize or the length's size";

  test.each<[given: Partial<FamilyOptions>, payload: number, ...messages: string[]]>([
    [{ maxRecordSize: 16 }, 12],
    [{ maxRecordSize: 15 }, 12, `r: takes 16 bytes, and a record of fam can have 15; ${cure}`],
    [{ maxRecordSize: 2 ** 50 }, 2 ** 31 - 6],
    [{ maxRecordSize: 2 ** 50, header: short }, 2 ** 31 - 3],
    [
      { maxRecordSize: 2 ** 50 },
      2 ** 31 - 4,
      `r: takes 2147483648 bytes, and a record of fam can have 2147483647; ${cure}`,
    ],
    [{ header: short }, 1000],
    [{ header: short, length: { field: "len" } }, 253],
    [{ header: short, length: { field: "len" } }, 254, `r: takes 256 bytes, and a record of fam can have 255; ${cure}`],
    [{ header: short, length: { field: "len", unit: 4 } }, 1018],
    [
      { header: short, length: { field: "len", unit: 4 } },
      1022,
      `r: takes 1024 bytes, and a record of fam can have 1020; ${cure}`,
    ],
    [{ header: short, length: { field: "len", counts: "payload" } }, 255],
    [
      { header: short, length: { field: "len", counts: "payload" } },
      256,
      `r: takes 258 bytes, and a record of fam can have 257; ${cure}`,
    ],
  ])("%#", (given, payload, ...messages) => {
    expect(messagesOfFamily(given, record("r", { type: 1, fields: { a: bytes(payload) } }))).toEqual(messages);
  });
});

describe("units that a length counts in", () => {
  test.each<[given: Partial<FamilyOptions>, fields: Fields, ...messages: string[]]>([
    [{ length: { field: "len", unit: 4 } }, { a: bytes(4) }],
    [{ length: { field: "len", unit: 1 } }, { a: bytes(3) }],
    [{ length: { field: "len", unit: 4 } }, { a: u8, b: nested({ c: u8, d: u32 }), e: array(u32) }],
    [{ length: { field: "len", unit: 8 } }, { a: bytes(4) }],
    [
      { length: { field: "len", unit: 8, counts: "payload" } },
      { a: bytes(4) },
      "r: the 4 bytes that its header counts are no multiple of 8, the unit of hdr.len; add padding or reserved fields",
    ],
    [{ length: { field: "len", unit: 8, counts: "payload" } }, { a: bytes(8) }],
    [{ length: { field: "len", unit: 4 } }, { a: bytes() }],
  ])("%#", (given, fields, ...messages) => {
    expect(messagesOfFamily(given, record("r", { type: 1, fields }))).toEqual(messages);
  });
});

describe("the header of a record", () => {
  const said = (path: string) => `r: its header is said to be "${path}", which is no hdr of fam`;
  const cure = "give the path of the hdr among its fields, or leave it out";
  const inUnion = (path: string) =>
    `r: its header is said to be "${path}", which is in a union, of whose members any may be meant; give the path of the hdr among its fields, or leave it out`;

  test.each<[path: string, fields: Fields, ...messages: string[]]>([
    ["x.y.h", { x: nested({ y: nested({ h: nested(hdr) }) }) }],
    ["x.h", { a: u16, x: nested({ h: nested(hdr) }) }],
    ["y.h", { x: nested({ h: nested(hdr) }) }, `${said("y.h")}; ${cure}`],
    ["x.h", { x: u16 }, `${said("x.h")}; ${cure}`],
    ["x.h", { x: array(nested(hdr), 2) }, `${said("x.h")}; ${cure}`],
    ["h", { _s: anonymous({ h: nested(hdr) }) }],
    ["h", { _u: anonymousUnion({ h: nested(hdr), raw: u16 }) }, inUnion("h")],
    ["x.h", { _u: anonymousUnion({ x: nested({ h: nested(hdr) }), raw: u16 }) }, inUnion("x.h")],
  ])("%s %#", (header, fields, ...messages) => {
    expect(messagesOfFamily({}, record("r", { type: 1, header, fields }))).toEqual(messages);
  });
});
