import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import { jsonAt, parseFieldPath, withField } from "../../src/inspect/field-at.ts";
import { flattenRecord, type WholeRecord } from "../../src/inspect/flatten-record.ts";
import { fromJSON } from "../../src/inspect/index.ts";
import { rowOf } from "../../src/inspect/show/describe.ts";
import { type AnyCodec, crc32, familyOf } from "../../src/wire/index.ts";
import { arbitraryPlainStruct } from "../dynamic/arbitrary-plain-struct.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { each, kinds } from "./support/kinds.ts";

const { u8, u16, u32, u48, u64, s64, array, bytes, union, anonymousUnion, family, record, records, struct, strz } = dsl;

test.each([
  ["task", { record: "task", index: 0, path: "" }],
  ["task[3]", { record: "task", index: 3, path: "" }],
  ["task[0].a.b[2].c", { record: "task", index: 0, path: "a.b[2].c" }],
  ["task.a[1][2]", { record: "task", index: 0, path: "a[1][2]" }],
  ["u.$rest", { record: "u", index: 0, path: "$rest" }],
])("%s", (text, path) => {
  expect(parseFieldPath(text)).toEqual(path);
});

test.each(["", ".", "a.", "a..b", "a[", "a[-1]", "a[x]", "1a", "a b", "a.b c", "a[99999999999]", "a[0]b"])(
  "%j is no path",
  (text) => {
    expect(parseFieldPath(text)).toBeUndefined();
  },
);

/** Whatever is in a record, written where it stands, gives the same bytes. */
function expectKept(codec: AnyCodec, encoded: Uint8Array): void {
  const framing = { headerSize: 0, align: 1, maxRecordSize: 2 ** 31 - 1 };
  const all = familyOf({ name: "all", byteOrder: codec.byteOrder, framing, codecs: [codec], structs: [] });
  const held: WholeRecord = { family: all, codec, bytes: encoded, follower: undefined };
  const wanted = { mostElements: Number.POSITIVE_INFINITY, withHolders: true };
  for (const { path, what } of flattenRecord(held, wanted) ?? []) {
    if (what !== "value" && what !== "holder") continue;
    const found = jsonAt(held, {}, path, "x");
    const text = typeof found === "string" && !found.startsWith('"') ? found : JSON.stringify(found);
    expect(withField(held, path, text, "x"), path).toEqual(encoded);
  }
}

test("what is got can be set: every kind", () => {
  const codec = kinds.codecNamed("kind_each") as AnyCodec;
  expectKept(codec, codec.encode(fromJSON(codec, each)));
});

test("what is got can be set: any struct", () => {
  const valued = arbitraryPlainStruct.chain((definition) => {
    const codec = dynamicStruct({ ...definition, name: "any" });
    return fc.tuple(fc.constant(codec), arbitraryValue(codec.layout));
  });
  fc.assert(
    fc.property(valued, ([codec, value]) => expectKept(codec, codec.encode(codec.create(value)))),
    { numRuns: 200 },
  );
});

/** The record of these fields that the bytes are. */
function recordOf(options: { [field: string]: unknown }, hex: string): WholeRecord {
  const r = record("r", options as never);
  const own = dynamicFamily(family("f", { byteOrder: "little", abi: "x86_64", records: [r] }));
  return { family: own, bytes: Uint8Array.from(Buffer.from(hex, "hex")), follower: undefined };
}

function setIn(whole: WholeRecord, path: string, text: string): string {
  return Buffer.from(withField(whole, path, text, "r[0]")).toString("hex");
}

describe("what is shown is taken", () => {
  test.each<[field: dsl.Field, hex: string, meaning: string]>([
    [u32.bigEndian().ip(), "7f000001", "127.0.0.1"],
    [u32.ip(), "0100007f", "127.0.0.1"],
    [bytes(4).ip(), "c0a80001", "192.168.0.1"],
    [bytes(16).ip(), "20010db8000000000001000000000001", "2001:db8::1:0:0:1"],
    [bytes(16).ip(), `${"00".repeat(15)}01`, "::1"],
    [bytes(16).ip(), "20010db8000000010001000100010001", "2001:db8:0:1:1:1:1:1"],
    [bytes(6).mac(), "00005e005301", "00:00:5e:00:53:01"],
    [u48.bigEndian().mac(), "00005e005301", "00:00:5e:00:53:01"],
    [bytes(16).uuid(), "c232ab00941411ecb3c89f6bdeced846", "c232ab00-9414-11ec-b3c8-9f6bdeced846"],
    [bytes(16).guid(), "28732ac11ff8d211ba4b00a0c93ec93b", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"],
    [u32.time(), "00000080", "2038-01-19T03:14:08Z"],
    [u64.time("ms"), "7b68e5cf8b010000", "2023-11-14T22:13:20.123Z"],
    [s64.time("us"), "ff".repeat(8), "1969-12-31T23:59:59.999999Z"],
    [u64.time("ns"), "01".padEnd(16, "0"), "1970-01-01T00:00:00.000000001Z"],
    [u16.octal(), "a481", "0100644"],
    [u64.hex(), "29".padEnd(16, "0"), "0x0000000000000029"],
    [bytes(6).text(), "6162ff220000", '"ab\\xff\\"" + 2 NUL'],
  ])("%j", (field, hex, meaning) => {
    const whole = recordOf({ fields: { a: field } }, hex);
    expect([...(flattenRecord(whole) ?? [])].map((row) => rowOf(row).meaning)).toEqual([meaning]);
    const zeros = { ...whole, bytes: new Uint8Array(whole.bytes.length) };
    expect(setIn(zeros, "a", meaning)).toBe(hex);
  });

  test.each<[field: dsl.Field, text: string]>([
    [u32.ip(), "1.2.3.256"],
    [u32.ip(), "1.2.3"],
    [bytes(16).ip(), "1::2::3"],
    [bytes(16).ip(), "1:2:3:4:5:6:7:8:9"],
    [bytes(6).mac(), "00:11"],
    [bytes(16).uuid(), "c232ab00"],
    [u32.time(), "2038-01-19T03:14:08.5Z"],
    [u32.time(), "9999-01-19T03:14:08Z"],
    [u16.octal(), "0889"],
    [bytes(2).text(), '"abc"'],
  ])("%j does not take %s", (field, text) => {
    const whole = recordOf({ fields: { a: field } }, "00".repeat(16));
    const { size } = whole.family.codecs[0]!.layout;
    expect(() => setIn({ ...whole, bytes: new Uint8Array(size) }, "a", text)).toThrow(/^r\[0\]\.a(?: is|:) /);
  });
});

test("a member of a union: the others follow, and what it does not cover stays", () => {
  const fields = { u: union({ small: u8, large: u32 }), v: anonymousUnion({ low: u8, all: u16 }) };
  const whole = recordOf({ fields }, "1122334455660000");
  expect(setIn(whole, "u.small", "0xff")).toBe("ff22334455660000");
  expect(setIn(whole, "u.large", "1")).toBe("0100000055660000");
  expect(setIn(whole, "low", "0")).toBe("1122334400660000");
});

test("holes keep what is in them", () => {
  const whole = recordOf({ fields: { a: u8, b: u16 } }, "01ee0203");
  expect(setIn(whole, "b", "0")).toBe("01ee0000");
});

const attribute = family("attributes", {
  byteOrder: "little",
  header: struct("a_hdr", { fields: { length: u16, kind: u16 } }),
  member: "h",
  type: "kind",
  length: { field: "length" },
  records: [record("a_sum", { type: { A_SUM: 1 }, fields: { crc: u32.checksum("crc32"), x: u32 } })],
});

test("checksums follow, in records inside too, however many were wrong", () => {
  const whole = recordOf(
    {
      fields: { crc: u32.checksum("crc32"), size: u32 },
      parts: { inner: records(attribute) },
    },
    "eeeeeeee14000000" + "0c000100" + "dddddddd" + "05000000" + "08000900" + "01020304",
  );
  const set = withField(whole, "inner[0].x", "6", "r[0]");
  const inner = Buffer.from("0c000100" + "00000000" + "06000000", "hex");
  inner.writeUInt32LE(crc32(inner), 4);
  const outer = Buffer.from(`0000000014000000${inner.toString("hex")}0800090001020304`, "hex");
  outer.writeUInt32LE(crc32(outer));
  expect(Buffer.from(set).toString("hex")).toBe(outer.toString("hex"));
  const unknown = { ...whole, bytes: set };
  expect(setIn(unknown, "inner[1].bytes", "0800090005060708").slice(8)).toBe(
    `14000000${inner.toString("hex")}0800090005060708`,
  );
  expect(jsonAt(unknown, {}, "inner[0].h.length", "r")).toBe(12);
  expect(() => setIn(unknown, "inner[0].h.length", "11")).toThrow(/^r\[0\]\./);
  expect(() => setIn(unknown, "inner[0].crc", "1")).toThrow(/^r\[0\]\.inner\[0\]\.crc is 0x1, expected 0x/);
  expect(() => setIn(unknown, "crc", "1")).toThrow(/^r\[0\]\.crc is 0x1, expected 0x/);
  expect(() => setIn(unknown, "inner", "[]")).toThrow("r[0].inner: found records, expected a field in one of them");
  expect(() => setIn(unknown, "inner[0]", "{}")).toThrow(
    "r[0].inner[0]: found records, expected a field in one of them",
  );
});

test("parts keep their length", () => {
  const whole = recordOf(
    { fields: { n: u8 }, parts: { name: strz(), tail: array(u8, "n") } },
    "02" + "616200" + "0102",
  );
  expect(setIn(whole, "name", "xy")).toBe("02787900" + "0102");
  expect(setIn(whole, "tail", "[3,4]")).toBe("02616200" + "0304");
  expect(() => setIn(whole, "name", "x")).toThrow(
    "r[0].name: found a value of another length, expected 3 bytes, as there are",
  );
  expect(() => setIn(whole, "n", "3")).toThrow(/^r\[0\]/);
});

test("what is behind all that is known", () => {
  const whole = recordOf({ grows: true, fields: { size: u32.total(), a: u32 } }, "0a00000001000000" + "beef");
  expect(setIn(whole, "$rest", "cafe")).toBe("0a00000001000000cafe");
});

test("a record that was bad is mended by what makes it good, and by nothing else", () => {
  const whole = recordOf({ fields: { magic: u16.constant(0x1234), a: u16 } }, "00000000");
  expect(setIn(whole, "magic", "0x1234")).toBe("34120000");
  expect(() => setIn(whole, "a", "1")).toThrow("r[0].magic is 0, expected 0x1234");
});

test("of a path that leads nowhere, what is beside it is told", () => {
  const whole = recordOf({ fields: { a: u8, list: array(u8, 2) } }, "000000");
  const expectNone = (path: string, beside: string) =>
    expect(() => jsonAt(whole, {}, path, "r")).toThrow(`found nothing, expected ${beside}`);
  expectNone("b", "a, list");
  expectNone("list[2]", "[0], [1]");
  expectNone("a.b", "nothing in it");
  const long = recordOf({ fields: { list: array(u8, 18) } }, "00".repeat(18));
  const some = Array.from({ length: 16 }, (_, i) => `[${i}]`).join(", ");
  expect(() => jsonAt(long, {}, "list[18]", "r")).toThrow(`expected ${some}, …`);
  const counted = recordOf({ fields: { n: u8, list: array(u8, "n") } }, "020000");
  expect(() => jsonAt(counted, {}, "b", "r")).toThrow(/expected n, list$/);
});

test("a record that grows has no hole behind its end", () => {
  const later = { a: u8, b: u64.since(16) };
  const whole = recordOf({ grows: true, fields: { size: u32.total(), ...later } }, "0800000001000000");
  const rows = [...(flattenRecord(whole, { mostElements: 16, isAll: true }) ?? [])];
  expect(rows.map(({ path, size }) => [path, size])).toEqual([
    ["size", 4],
    ["a", 1],
    ["(hole 5..7)", 3],
  ]);
  const short = { ...whole, bytes: Uint8Array.of(5, 0, 0, 0, 1) };
  const shortRows = [...(flattenRecord(short, { mostElements: 16, isAll: true }) ?? [])];
  expect(shortRows.map(({ path }) => path)).not.toContain("(hole 5..7)");
});
