import { expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import type { Codec } from "../../src/wire/index.ts";

const { array, bits, bool, bytes, cString, char, family, padding, record, records, s32, s64 } = dsl;
const { struct, u16, u24, u32, u64, u8 } = dsl;

const digits = new Uint8Array(Buffer.from("123456789"));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** What people asked of other libraries, in public; the bytes are theirs, a compiler's, or follow from what they say. */
type Wish = readonly [url: string, codec: Codec<never, never>, value: object, bytes: string];

const wishes: readonly Wish[] = [
  // The size of an array is told in bytes.
  wish(
    "https://github.com/keichi/binary-parser/pull/19",
    struct("sized", { fields: { size: u8 }, parts: { list: array(u16, { field: "size", in: "bytes" }) } }),
    { list: [1, 2] },
    "0401000200",
  ),
  // Two numbers of 24 bits, one behind the other.
  wish(
    "https://github.com/keichi/binary-parser/issues/93",
    struct("rgb", { fields: { a: u24, b: u24.bigEndian() } }),
    { a: 0x010203, b: 0x010203 },
    "030201010203",
  ),
  // `>BHL`: 1, 0 and 493 without any padding between.
  wish(
    "https://github.com/danielgindi/node-python-struct/issues/1",
    struct("frame", { packed: true, fields: { b: u8, h: u16.bigEndian(), l: u32.bigEndian() } }),
    { b: 1, h: 0, l: 493 },
    "010000000001ed",
  ),
  // Data of any length with padding behind it, so that what follows is aligned.
  wish(
    "https://github.com/aeron-io/simple-binary-encoding/issues/428",
    struct("aligned", { fields: { size: u32 }, parts: { data: bytes("size").padded(4), next: u32 } }),
    { data: Uint8Array.of(1, 2, 3, 4, 5), next: 6 },
    "05000000010203040500000006000000",
  ),
  // Bit fields as GCC has them on x86-64 and, below, in big-endian bytes.
  wish(
    "https://github.com/eerimoq/bitstruct/issues/13",
    struct("my_struct", { fields: { a: bits(u32, 28), b: bits(u32, 4) } }),
    { a: 0x1234567, b: 8 },
    "67452381",
  ),
  wish(
    "https://github.com/scott-griffiths/bitstring/issues/341",
    struct("stuff", { fields: { q: bits(u8, 8), a: bits(bool, 1), _1: padding(s32, 7) } }),
    { q: 0xaa, a: true },
    "aa01",
  ),
  // Lengths and checksums are written without being asked for.
  wish(
    "https://github.com/kaitai-io/kaitai_struct/issues/27",
    struct("body", {
      fields: { len_body: u32, crc: u32.checksum("crc32", { from: "data" }) },
      parts: { data: bytes("len_body") },
    }),
    { data: digits },
    "090000002639f4cb313233343536373839",
  ),
  // One checksum of the header, another one of what follows.
  wish(
    "https://github.com/jefffhaynes/BinarySerializer/issues/103",
    struct("packet", {
      packed: true,
      fields: { code: u16, size: u16, head: u32.checksum("crc32", { from: "code", to: "size" }) },
      parts: { content: bytes("size"), tail: u32.checksum("crc32", { from: "content" }) },
    }),
    { code: 1, content: digits },
    "0100090030033a483132333435363738392639f4cb",
  ),
];

function wish(url: string, definition: dsl.StructDefinition, value: object, bytes: string): Wish {
  return [url, dynamicStruct(definition) as never, value, bytes];
}

test.each(wishes)("%s", (_, codec, value, expected) => {
  const encoded = codec.encode(value as never);
  expect(hex(encoded)).toBe(expected);
  expect(codec.decode(encoded)).toMatchObject(value);
  expect(hex(codec.encode(codec.decode(encoded)))).toBe(expected);
});

test("https://github.com/pypy/pypy/issues/2703: bit fields of big-endian bytes begin at the most significant bit", () => {
  const codec = dynamicStruct(struct("foo", { fields: { first: bits(u8, 4), second: bits(u8, 4) } }));
  expect(hex(codec.be.encode({ first: 0, second: 15 }))).toBe("0f");
});

test("https://github.com/python/cpython/issues/130410: a struct of one bit of int64_t has 4 bytes on i386", () => {
  expect(dynamicStruct(struct("s", { fields: { f: bits(s64, 1) } }), "i386").size).toBe(4);
});

test("https://github.com/kaitai-io/kaitai_struct/issues/613: bytes behind the NUL of a text are kept, or refused", () => {
  const given = Uint8Array.from(Buffer.from("ab\0garbage"));
  const kept = dynamicStruct(struct("kept", { fields: { name: array(char, 10) } }));
  expect(kept.decode(given).name).toBe("ab\0garbage");
  expect(kept.encode(kept.decode(given))).toEqual(given);
  const strict = dynamicStruct(struct("strict", { fields: { name: cString(10) } }));
  expect(() => strict.decode(given)).toThrow(/^at 0x[0-9a-f]+: strict\.name/);
  expect(strict.decode(Uint8Array.from(Buffer.from("ab\0\0\0\0\0\0\0\0"))).name).toBe("ab");
});

test("https://github.com/keichi/binary-parser/issues/232: a field that is there in one form of a header only", () => {
  const when = { field: "magic" };
  const pe = family("pe", {
    byteOrder: "little",
    abi: "x86_64",
    records: [
      record("pe32", { when, fields: { magic: u16.constant(0x10b), base_of_code: u32, base_of_data: u32 } }),
      record("pe32_plus", {
        when,
        packed: true,
        fields: { magic: u16.constant(0x20b), base_of_code: u32, image_base: u64 },
      }),
    ],
  });
  const codecs = dynamicFamily(pe);
  const plus = codecs.encode({ $name: "pe32_plus", base_of_code: 1, image_base: 2n });
  expect(hex(plus)).toBe("0b02010000000200000000000000");
  expect(codecs.decode(plus)).toMatchObject({ $name: "pe32_plus", image_base: 2n });
  expect(codecs.decode(Buffer.from("0b0100000100000003000000", "hex"))).toMatchObject({
    $name: "pe32",
    base_of_data: 3,
  });
});

test("https://github.com/dmendel/bindata/issues/94: items of any type and length, each at a multiple of 4", () => {
  const item = struct("item", { fields: { block_type: u16, payload_size: u16 } });
  const items = family("items", {
    header: item,
    member: "h",
    type: "block_type",
    length: { field: "payload_size", counts: "payload" },
    align: 4,
    byteOrder: "little",
    records: [
      record("raw", { type: 1, fields: { data: bytes() } }),
      record("number", { type: 2, fields: { value: u32 } }),
    ],
  });
  const container = struct("container", {
    fields: { timestamp: u32, ms: u16, _1: u16.reserved() },
    parts: { items: records(items) },
  });
  const codec = dynamicStruct(container);
  const value = {
    timestamp: 1,
    ms: 2,
    items: [
      { $name: "raw", data: Uint8Array.of(9) },
      { $name: "number", value: 3 },
    ],
  };
  const encoded = codec.encode(value as never);
  expect(hex(encoded)).toBe("010000000200000001000100090000000200040003000000");
  expect(codec.decode(encoded)).toEqual(value);
});
