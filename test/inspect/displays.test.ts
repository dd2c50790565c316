import { describe, expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { describeRecord } from "../../src/inspect/index.ts";
import { messagesOfFields } from "../layout/fault-messages.ts";

const { u8, u16, u32, u48, u64, s64, array, bytes, bits, long, family, record } = dsl;

/** What is shown of the one field of a record. */
function shown(field: dsl.Field, hex: string): string[] {
  const r = record("r", { fields: { a: field } });
  const all = dynamicFamily(family("f", { byteOrder: "little", abi: "x86_64", records: [r] }));
  const read = Uint8Array.from(Buffer.from(hex, "hex"));
  const { rows, faults } = describeRecord(all, read);
  expect(faults).toEqual([]);
  const [codec] = all.codecs;
  expect(codec!.encode(codec!.decode(read))).toEqual(read);
  return rows.map(({ meaning }) => meaning);
}

test.each<[what: string, field: dsl.Field, hex: string, ...meanings: string[]]>([
  ["an IPv4 address", u32.bigEndian().ip(), "7f000001", "127.0.0.1"],
  ["one in bytes", bytes(4).ip(), "c0a80001", "192.168.0.1"],
  ["several", array(u32.bigEndian().ip(), 2), "7f00000108080808", "127.0.0.1", "8.8.8.8"],
  // RFC 5952, 1 and 4
  ["an IPv6 address", bytes(16).ip(), "20010db8000000000000000000000001", "2001:db8::1"],
  ["one with two rows of zeros", bytes(16).ip(), "20010db8000000000001000000000001", "2001:db8::1:0:0:1"],
  ["one with a single zero", bytes(16).ip(), "20010db8000000010001000100010001", "2001:db8:0:1:1:1:1:1"],
  ["no address", bytes(16).ip(), "00".repeat(16), "::"],
  ["a MAC address", bytes(6).mac(), "00005e005301", "00:00:5e:00:53:01"],
  ["one as a number", u48.bigEndian().mac(), "00005e005301", "00:00:5e:00:53:01"],
  // RFC 9562, A.1
  ["a UUID", bytes(16).uuid(), "c232ab00941411ecb3c89f6bdeced846", "c232ab00-9414-11ec-b3c8-9f6bdeced846"],
  // UEFI specification, "EFI System Partition"
  ["a GUID", bytes(16).guid(), "28732ac11ff8d211ba4b00a0c93ec93b", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"],
  ["milliseconds", u64.time("ms"), "7b68e5cf8b010000", "2023-11-14T22:13:20.123Z"],
  ["microseconds before 1970", s64.time("us"), "ff".repeat(8), "1969-12-31T23:59:59.999999Z"],
  ["nanoseconds", u64.time("ns"), "00000000000000 00".replace(" ", ""), "1970-01-01T00:00:00.000000000Z"],
  ["a moment of no date", u64.time("ms"), "ffffffffffffff7f", "beyond any date"],
  ["a mode", u16.octal(), "a481", "0100644"],
  ["bits in octal", bits(u16, 9).octal(), "a401", "0644"],
])("%s", (_, field, hex, ...meanings) => {
  expect(shown(field, hex)).toEqual(meanings);
});

describe("what cannot be shown so", () => {
  test.each<[dsl.Field, string]>([
    [u16.ip(), "s.a: u16 cannot be shown as ip; say it of u32, bytes(4) or bytes(16)"],
    [bytes(5).ip(), "s.a: array cannot be shown as ip; say it of u32, bytes(4) or bytes(16)"],
    [bytes(4).mac(), "s.a: array cannot be shown as mac; say it of u48 or bytes(6)"],
    [u64.uuid(), "s.a: u64 cannot be shown as uuid; say it of bytes(16)"],
    [bytes(15).guid(), "s.a: array cannot be shown as guid; say it of bytes(16)"],
    [u32.time("ms"), "s.a: u32 cannot be shown as time-ms; say it of an integer of 8 bytes"],
    [array(u8.ip(), 4), "s.a[]: u8 cannot be shown as ip; say it of u32, bytes(4) or bytes(16)"],
    [bytes(4).octal(), "s.a: array cannot be shown as octal; say it of an integer"],
  ])("%#", (field, message) => {
    expect(messagesOfFields({ a: field })).toEqual([message]);
  });

  test("is nothing of these", () => {
    expect(messagesOfFields({ a: long.time("ns"), b: array(u32, 3).ip(), c: array(bytes(6).mac(), 2) })).toEqual([]);
  });
});
