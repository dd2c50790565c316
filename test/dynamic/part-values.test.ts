import { describe, expect, test } from "vitest";
import {
  array,
  bits,
  bytes,
  char,
  family,
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
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import { describeRecord, imageToJson, jsonToImage } from "../../src/inspect/index.ts";
import { box, tlv } from "../codegen/fixtures/parts.ts";

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));

/** Source: `struct ext4_dir_entry_2` in fs/ext4/ext4.h. */
const entry = dynamicStruct(
  struct("ext4_dir_entry_2", {
    grows: true,
    fields: { inode: u32, rec_len: u16.total(), name_len: u8, file_type: u8 },
    parts: { name: array(char, "name_len") },
  }),
);

/** Source: `struct sched_attr` in linux/sched/types.h: 48 bytes (SCHED_ATTR_SIZE_VER0), then 56. */
const attr = dynamicStruct(
  struct("sched_attr", {
    grows: true,
    fields: {
      ...{ size: u32.total(), sched_policy: u32, sched_flags: u64, sched_nice: s32, sched_priority: u32 },
      ...{ sched_runtime: u64, sched_deadline: u64, sched_period: u64 },
      ...{ sched_util_min: u32.since(56), sched_util_max: u32.since(56) },
    },
  }),
);

/** Source: RFC 791, 3.1. */
const ip = dynamicStruct(
  struct("iphdr", {
    fields: {
      ...{ version: bits(u8, 4), ihl: bits(u8, 4), tos: u8, tot_len: u16, id: u16, frag_off: u16, ttl: u8 },
      ...{ protocol: u8, check: u16.bigEndian().checksum("internet"), saddr: u32, daddr: u32 },
    },
    parts: { options: bytes({ field: "ihl", in: "bytes", unit: 4, plus: -20 }) },
  }),
).be;

/** Source: PNG (W3C), 5.3 "Chunk layout". */
const chunk = dynamicStruct(
  struct("png_chunk", {
    fields: { length: u32.bigEndian(), type: array(char, 4) },
    parts: { data: bytes("length"), crc: u32.bigEndian().checksum("crc32", { from: "type", to: "data" }) },
  }),
);

const attr48 = { sched_policy: 1, sched_flags: 0n, sched_nice: -5, sched_priority: 2 };
const times = { sched_runtime: 3n, sched_deadline: 4n, sched_period: 5n };

describe("bytes and values", () => {
  test.each([
    [
      "a directory entry with a byte of slack",
      entry,
      { inode: 12, name_len: 3, file_type: 1, name: "abc", $rest: bytesOf("ff") },
      "0c000000 0c00 03 01 616263 ff",
    ],
    ["one without", entry, { inode: 12, name_len: 4, file_type: 2, name: "lost" }, "0c000000 0c00 04 02 6c6f7374"],
    [
      "sched_attr of the first kernels",
      attr,
      { ...attr48, ...times },
      `30000000 01000000 ${"0".repeat(16)} fbffffff 02000000 0300000000000000 0400000000000000 0500000000000000`,
    ],
    [
      "sched_attr of later ones",
      attr,
      { ...attr48, ...times, sched_util_min: 6, sched_util_max: 7 },
      `38000000 01000000 ${"0".repeat(16)} fbffffff 02000000 0300000000000000 0400000000000000 0500000000000000 06000000 07000000`,
    ],
    [
      "sched_attr of a kernel that is still to come",
      attr,
      { ...attr48, ...times, sched_util_min: 6, sched_util_max: 7, $rest: bytesOf("aabbccdd") },
      `3c000000 01000000 ${"0".repeat(16)} fbffffff 02000000 0300000000000000 0400000000000000 0500000000000000 06000000 07000000 aabbccdd`,
    ],
    [
      // The packet that Wikipedia's "Internet checksum" works out
      "an IPv4 header, whose checksum is b861",
      ip,
      {
        version: 4,
        ihl: 5,
        tos: 0,
        tot_len: 0x73,
        id: 0,
        frag_off: 0x4000,
        ttl: 0x40,
        protocol: 0x11,
        saddr: 0xc0a80001,
        daddr: 0xc0a800c7,
        options: bytesOf(""),
      },
      "45000073 00004000 4011b861 c0a80001 c0a800c7",
    ],
    ["PNG's last chunk", chunk, { length: 0, type: "IEND", data: bytesOf("") }, "00000000 49454e44 ae426082"],
  ] as const)("%s", (_, codec, value, hex) => {
    const bytes = bytesOf(hex);
    expect(codec.decode(bytes)).toEqual(value);
    expect(hexOf(codec.encode(value as never))).toBe(hexOf(bytes));
  });
});

const Tlv = dynamicFamily(tlv);
const Box = dynamicFamily(box);

describe("what is refused", () => {
  const number = { $name: "tlv_number", value: 1 };
  test.each([
    [
      "a count that differs",
      () => entry.encode({ inode: 1, name_len: 4, file_type: 1, name: "abc" }),
      "ext4_dir_entry_2.name_len is the number 4, expected 3, as name has 3 bytes",
    ],
    [
      "a part that its count cannot tell",
      () => ip.encode({ ...ip.create(), ihl: undefined, options: bytesOf("00") } as never),
      "iphdr.options is 1, expected -20 and a multiple of 4",
    ],
    [
      "a gap",
      () => attr.encode({ ...attr48, ...times, sched_util_max: 7 } as never),
      "sched_attr.sched_util_min: found nothing, expected a number, u32 (0..4294967295)",
    ],
    [
      "rest where fields are",
      () => attr.encode({ ...attr48, ...times, $rest: new Uint8Array(8) } as never),
      "sched_attr.$rest: found 8 bytes, expected fewer than 8: there it has more fields",
    ],
    [
      "a name that goes on behind its record",
      () => entry.decode(bytesOf("0c000000 0c00 05 01 61626364")),
      "at 0x8: ext4_dir_entry_2.name takes 5 bytes, 4 are left",
    ],
    [
      "a record shorter than its fixed part",
      () => attr.decode(bytesOf(`10000000${"00".repeat(60)}`)),
      "at 0x0: sched_attr.size is 16, expected 48 or more",
    ],
    [
      "a count below what it starts from",
      () => ip.decode(bytesOf("44000073 00004000 4011b861 c0a80001 c0a800c7")),
      "at 0x0: iphdr.ihl is 4, expected 5 or more",
    ],
    [
      "a checksum that is not that of the bytes",
      () => chunk.decode(bytesOf("00000000 49454e44 ae426083")),
      "at 0x8: png_chunk.crc is 0xae426083, expected 0xae426082",
    ],
    [
      "four thousand million elements",
      () => chunk.decode(bytesOf("ffffffff 49454e44 ae426082")),
      "at 0x8: png_chunk.data takes 4294967295 bytes, 4 are left",
    ],
    [
      "text without its NUL",
      () => dynamicStruct(struct("s", { fields: {}, parts: { a: strz() } })).decode(bytesOf("6162")),
      "at 0x0: s.a takes 3 or more bytes, 2 without a NUL are left",
    ],
    [
      "text with a NUL in it",
      () => dynamicStruct(struct("s", { fields: {}, parts: { a: strz() } })).encode({ a: "a\0b" }),
      's.a: found "a\\u0000b", expected text without a NUL, which would end it',
    ],
    [
      "an inner record of no bytes",
      () => Tlv.decode(bytesOf("03 08 0000 0200 0000")),
      "at 0x5: tlv_nest.inner[0].l is 0, expected 2 or more",
    ],
    [
      "an inner record that is cut",
      () => Tlv.decode(bytesOf("03 08 0000 0109 0000")),
      "at 0x4: tlv_nest.inner[0] takes 9 bytes, 4 are left",
    ],
    [
      "an inner record that is wrong",
      () => Tlv.decode(bytesOf("03 0b 0000 0107 0000000000")),
      "at 0x5: tlv_nest.inner[0].h.l is 7, expected 6",
    ],
    [
      "bytes between inner records",
      () => Tlv.decode(bytesOf("03 12 0000 0106 01000000 00ff 0106 01000000")),
      "at 0xb: tlv_nest.inner[1] is 255, expected 0 before it",
    ],
    [
      "an inner value that does not fit",
      () => Tlv.encode({ $name: "tlv_nest", depth: 1, inner: [number, { ...number, value: -1 }] }),
      "tlv_nest.inner[1].value: -1 does not fit u32 (0..4294967295)",
    ],
    [
      "an inner record of no name",
      () => Tlv.encode({ $name: "tlv_nest", depth: 1, inner: [{}] } as never),
      "tlv_nest.inner[0].$name: found nothing, expected the name of a record",
    ],
    [
      "padding of what is no part",
      () => Box.encode({ $name: "box_slack", inode: 1n, kind: 1, name: "a", $padding: { nam: bytesOf("00") } }),
      "box_slack.$padding.nam: found a name of no part, expected name",
    ],
    [
      "bytes behind what does not grow",
      () => Box.encode({ $name: "box_sealed", a: 1, $rest: bytesOf("00") } as never),
      "box_sealed.$rest: found an object, expected nothing, as the record does not grow",
    ],
    [
      "nothing to make a record of",
      () => entry.create(null as never),
      "ext4_dir_entry_2: found null, expected an object",
    ],
    [
      "padding of another length",
      () => Box.encode({ $name: "box_slack", inode: 1n, kind: 1, name: "a", $padding: { name: bytesOf("0000") } }),
      "box_slack.$padding.name is 2 elements, expected 1",
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });

  test("records in records without end, in a value and in bytes", () => {
    const value: { $name: string; depth: number; inner: object[] } = { $name: "tlv_nest", depth: 1, inner: [] };
    value.inner.push(value);
    expect(() => Tlv.encode(value)).toThrow("over 32 levels of records in records, the limit is 32");
    let bytes = Tlv.encode({ $name: "tlv_nest", depth: 0, inner: [] });
    for (let i = 0; i < 40; i++) bytes = Uint8Array.of(3, bytes.length + 4, 0, 0, ...bytes);
    expect(() => Tlv.decode(bytes)).toThrow("over 32 levels of records in records, the limit is 32");
  });
});

test("records that nest very deep without telling their lengths are refused, and a view of them ends", () => {
  const header = struct("count_hdr", { fields: { n: u16, type: u16 } });
  const nest = record("count_nest", { type: 1, fields: {}, parts: { inner: records("own", "h.n") } });
  const Counted = dynamicFamily(
    family("counted", { header, member: "h", type: "type", byteOrder: "either", records: [nest] }),
  );
  const bytes = new Uint8Array(4 * 300);
  for (let at = 0; at < bytes.length; at += 4) {
    const left = bytes.length - at - 4;
    bytes.set([left & 0xff, left >> 8, 1, 0], at);
  }
  expect(() => Counted.decode(bytes)).toThrow("levels of records in records, the limit is 32");
  expect(describeRecord(Counted, bytes).faults[0]).toContain("the limit is 32");
});

test("of records that nest twice as deep, about twice as many bytes are read", () => {
  const header = struct("count_hdr", { fields: { n: u16, type: u16 } });
  const nest = record("count_nest", { type: 1, fields: {}, parts: { inner: records("own", "h.n") } });
  const Counted = dynamicFamily(
    family("counted", { header, member: "h", type: "type", byteOrder: "either", records: [nest] }),
  );
  const readsOf = (depth: number) => {
    let value: object = { $name: "count_nest", h: {}, inner: [] };
    for (let i = 1; i < depth; i++) value = { $name: "count_nest", h: {}, inner: [value] };
    const bytes = Counted.encode(value as never);
    const { getUint16 } = DataView.prototype;
    let reads = 0;
    DataView.prototype.getUint16 = function (...place) {
      reads++;
      return getUint16.apply(this, place);
    };
    try {
      expect(Counted.decode(bytes)).toMatchObject({ $name: "count_nest" });
    } finally {
      DataView.prototype.getUint16 = getUint16;
    }
    return reads;
  };
  expect(readsOf(32) / readsOf(16)).toBeLessThan(2.1);
});

test("bytes that nest very deep are refused, and a view of them ends", () => {
  const header = struct("deep_hdr", { fields: { len: u16, type: u16 } });
  const nest = record("deep_nest", { type: 1, fields: {}, parts: { inner: records("own") } });
  const Deep = dynamicFamily(
    family("deep", {
      header,
      member: "h",
      type: "type",
      length: { field: "len" },
      byteOrder: "either",
      records: [nest],
    }),
  );
  const bytes = new Uint8Array(4 * 16_000);
  for (let at = 0; at < bytes.length; at += 4)
    bytes.set([(bytes.length - at) & 0xff, (bytes.length - at) >> 8, 1, 0], at);
  expect(() => Deep.decode(bytes)).toThrow("over 32 levels of records in records, the limit is 32");
  expect(JSON.stringify(Deep.codecAt(bytes)?.view(bytes)).match(/inner/g)).toHaveLength(32);
  expect(describeRecord(Deep, bytes).rows.length).toBeLessThan(100);
  expect(jsonToImage(imageToJson(bytes, Deep), Deep)).toEqual(bytes);
});

test("inside, without types, a record that no constant tells is none that is known", () => {
  const told = record("told", { when: { field: "m" }, fields: { m: u8.constant(1) }, parts: { r: records("own") } });
  const Told = dynamicFamily(family("tolds", { byteOrder: "little", records: [told] }));
  expect(() => Told.decode(bytesOf("01 07"))).toThrow("at 0x1: told.r[0] is no known record, expected a type");
});

describe("padding", () => {
  test("is zero, and kept where it is not", () => {
    const value = { $name: "box_slack", inode: 1n, name_len: 1, kind: 2, name: "a" };
    const bytes = Box.encode(value);
    expect(Box.decode(bytes)).toEqual(value);
    bytes[bytes.length - 1] = 9;
    const kept = { ...value, $padding: { name: bytesOf("09") } };
    expect(Box.decode(bytes)).toEqual(kept);
    expect(Box.encode(kept)).toEqual(bytes);
  });

  test("behind the last of some records may be cut", () => {
    const bytes = bytesOf("03 0a 0000 0106 01000000");
    const value = Tlv.decode(bytes);
    expect(value).toEqual({
      $name: "tlv_nest",
      depth: 0,
      inner: [{ $name: "tlv_number", value: 1 }],
      $padding: { inner: new Uint8Array(0) },
    });
    expect(Tlv.encode(value)).toEqual(bytes);
    expect(hexOf(Tlv.encode({ ...value, $padding: undefined } as never))).toBe("030c000001060100000000" + "00");
  });
});

describe("views", () => {
  test("give parts where they stand, and nothing of what is not there", () => {
    const bytes = bytesOf("0c000000 0c00 03 01 616263 ff");
    const view = entry.view(bytes) as unknown as { readonly name: string; readonly $rest: Uint8Array };
    expect([view.name, view.$rest]).toEqual(["abc", bytesOf("ff")]);
    bytes[6] = 9;
    expect(view.name).toBeUndefined();
    expect(JSON.stringify(view)).toContain('"name_len":9');
  });

  test("give inner records as views, and fields that came later where the record has them", () => {
    const bytes = Tlv.encode({ $name: "tlv_nest", depth: 7, inner: [{ $name: "tlv_number", value: 5 }] });
    const view = Tlv.codecAt(bytes)?.view(bytes) as unknown as { readonly inner: { value: number }[] };
    (view.inner[0] as { value: number }).value = 6;
    expect(Tlv.decode(bytes)).toMatchObject({ inner: [{ value: 6 }] });
    const old = attr.view(attr.encode({ ...attr48, ...times } as never));
    expect((old as unknown as { sched_util_min?: number }).sched_util_min).toBeUndefined();
  });
});

test("nested structs in parts, and several parts of one count", () => {
  const pair = struct("pair", { fields: { a: u8, b: u16 } });
  const both = dynamicStruct(
    struct("both", { fields: { n: u8 }, parts: { pairs: array(nested(pair), "n"), marks: array(u8, "n") } }),
  );
  const value = {
    n: 2,
    pairs: [
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ],
    marks: [5, 6],
  };
  expect(hexOf(both.encode(value))).toBe("02010002000300040005" + "06");
  expect(both.decode(both.encode(value))).toEqual(value);
  expect(() => both.encode({ ...value, marks: [5] })).toThrow(
    "both.n is the number 2, expected 1, as marks has 1 bytes",
  );
});

test("a tag beside a flexible array in a struct at the end tells of its elements; views end with their record", () => {
  const choice = union({ a: u8, b: u16 }, { tag: { field: "kind", members: { a: 1, b: 2 } } });
  const chosen = struct("chosen", { fields: { kind: u8, list: array(choice) } });
  const codecs = dynamicFamily(
    family("f", {
      header: struct("hdr", { fields: { type: u16, len: u16 } }),
      member: "h",
      type: "type",
      length: { field: "len" },
      byteOrder: "little",
      records: [record("r", { type: 1, fields: { z: u32, in: nested(chosen) } })],
    }),
  );
  const value = { $name: "r", z: 5, in: { kind: 2, list: [{ $member: "b", b: 7 }] } };
  const bytes = codecs.encode(value);
  expect(bytes).toEqual(bytesOf("01000e0005000000020007000000"));
  expect(codecs.decode(bytes)).toEqual(value);
  const view = codecs.codecs[0]?.view(Uint8Array.of(...bytes, 9, 9, 9, 9)) as { readonly in?: { list: unknown[] } };
  expect(view.in?.list).toHaveLength(1);
});
