import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anonymous,
  anonymousUnion,
  array,
  bits,
  bytes,
  char,
  f32,
  f64,
  long,
  nested,
  opaque,
  padding,
  pointer,
  type StructDefinition,
  s8,
  s16,
  s32,
  s64,
  struct,
  u8,
  u16,
  u32,
  u64,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import type { AbiName } from "../../src/layout/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { goodBytes } from "../support/good-bytes.ts";
import { arbitraryPlainStruct, arbitraryStruct } from "./arbitrary-plain-struct.ts";
import { hex, inside } from "./hex.ts";

const point = struct("point", { fields: { x: s16, y: s16 } });
const numbers = struct("numbers", { fields: { a: s8, b: s16, c: s32, d: s64, e: f32, f: f64, g: char } });
const words = struct("words", { fields: { p: pointer, l: long, u: ulong } });
const texts = struct("texts", { fields: { name: array(char, 4), tags: array(array(char, 2), 2), raw: bytes(2) } });
const lists = struct("lists", {
  fields: { grid: array(array(u16, 2), 2), points: array(nested(point), 2), none: array(u32, 0) },
});
const lifted = struct("lifted", { fields: { a: u8, _1: anonymous({ b: u8, at: nested(point) }), blob: opaque(2, 2) } });
const orders = struct("orders", { fields: { be: u16.bigEndian(), le: u16.littleEndian(), own: u16 } });
const flags = struct("flags", {
  fields: { low: bits(u32, 3), mid: bits(u32, 7), _1: padding(u32, 2), high: bits(s32, 20) },
});
const wide = struct("wide", { fields: { a: bits(u64, 4), b: bits(u64, 60) } });
const counted = struct("counted", { fields: { n: u16, list: array(nested(point), "n") } });
const text = struct("text", { fields: { size: u8, text: array(char, "size") } });
const either = struct("either", {
  fields: { u: union({ n: u32, half: u16, p: nested(point) }), _1: anonymousUnion({ word: u16, both: bytes(2) }) },
});
const rest = struct("rest", { fields: { n: u32, half: u16, tail: bytes() } });

const le = (of: StructDefinition, abi?: AbiName): AnyCodec => dynamicStruct(of, abi);
const be = (of: StructDefinition, abi?: AbiName): AnyCodec => dynamicStruct(of, abi).be;

const rows: [name: string, codec: AnyCodec, value: object, bytes: string][] = [
  [
    "every number",
    le(numbers),
    { a: -1, b: -2, c: -3, d: -4n, e: 1.5, f: -0.1, g: 200 },
    "ff 00 feff fdffffff fcffffffffffffff 0000c03f 00000000 9a9999999999b9bf c8 00000000000000",
  ],
  [
    "every number, big-endian",
    be(numbers),
    { a: -128, b: -32768, c: 2147483647, d: 1n << 62n, e: 1.5, f: -0.1, g: 0 },
    "80 00 8000 7fffffff 4000000000000000 3fc00000 00000000 bfb999999999999a 00 00000000000000",
  ],
  ["words of 8 bytes", le(words), { p: 1n, l: -1n, u: 2n }, "0100000000000000 ffffffffffffffff 0200000000000000"],
  ["words of 4 bytes", le(words, "i386"), { p: 1n, l: -1n, u: (1n << 32n) - 1n }, "01000000 ffffffff ffffffff"],
  ["words of 4 bytes, big-endian", be(words, "i386"), { p: 1n, l: -2n, u: 3n }, "00000001 fffffffe 00000003"],
  ["text and bytes", le(texts), { name: "h\u00e9", tags: ["", "ok"], raw: hex("0001") }, "68c3a900 0000 6f6b 0001"],
  [
    "bytes that are no text",
    le(texts),
    { name: "\udcff\0b", tags: ["a", ""], raw: hex("ffff") },
    "ff006200 6100 0000 ffff",
  ],
  [
    "lists",
    le(lists),
    {
      grid: [
        [1, 2],
        [3, 4],
      ],
      points: [
        { x: 1, y: -1 },
        { x: 2, y: -2 },
      ],
      none: [],
    },
    "0100 0200 0300 0400 0100 ffff 0200 feff",
  ],
  ["lifted fields", be(lifted), { a: 1, b: 2, at: { x: 3, y: 4 }, blob: hex("0506") }, "01 00 02 00 0003 0004 0506"],
  ["fields with an order of their own", le(orders), { be: 1, le: 2, own: 3 }, "0001 0200 0300"],
  ["fields with an order of their own, big-endian", be(orders), { be: 1, le: 2, own: 3 }, "0001 0200 0003"],
  // 5 in bits 0..2, 0x55 in bits 3..9, a hole, -2 in bits 12..31
  ["bit fields", le(flags), { low: 5, mid: 0x55, high: -2 }, "ad e2 ff ff"],
  // 101 1010101 00 1111...0 from the most significant bit on
  ["bit fields, big-endian", be(flags), { low: 5, mid: 0x55, high: -2 }, "b5 4f ff fe"],
  ["bit fields of 64 bits", le(wide), { a: 9n, b: 0x123456789abcden }, "e9 cd ab 89 67 45 23 01"],
  [
    "counted elements",
    le(counted),
    {
      n: 2,
      list: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    },
    "0200 0100 0200 0300 0400",
  ],
  ["no counted elements", be(counted), { n: 0, list: [] }, "0000"],
  ["a counted string takes bytes, not characters", le(text), { size: 3, text: "\u20ac" }, "03 e282ac"],
  [
    "unions",
    le(either),
    {
      u: { $bytes: hex("01020304"), n: 0x04030201, half: 0x0201, p: { x: 0x0201, y: 0x0403 } },
      word: 0x0605,
      both: hex("0506"),
    },
    "01020304 0506 0000",
  ],
  ["bytes to the end, from where they start", le(rest), { n: 1, half: 2, tail: hex("aabb") }, "01000000 0200 aabb"],
];

describe.each(rows)("%s", (_, codec, value, text) => {
  const bytes = hex(text);

  test("is decoded and encoded", () => {
    expect(codec.decode(bytes)).toStrictEqual(value);
    expect(codec.encode(value)).toEqual(bytes);
    expect(codec.decode(inside(bytes, 3).subarray(0, 3 + bytes.length), 3)).toStrictEqual(value);
  });

  test("is what a view shows", () => {
    expect(shown(codec.view(bytes), value)).toStrictEqual(withoutBytes(value));
  });
});

/** Random bytes of a struct, and its codec, in some byte order and at some offset. */
function drawn(struct: fc.Arbitrary<StructDefinition>) {
  return fc.tuple(struct, fc.infiniteStream(fc.nat(255)), fc.boolean(), fc.nat(9)).map(([of, random, big, at]) => {
    const both = dynamicStruct({ ...of, name: "drawn" });
    const codec: AnyCodec = big ? both.be : both;
    const bytes = Uint8Array.from({ length: at + codec.layout.size }, () => random.next().value as number);
    return { codec, bytes: goodBytes(codec, bytes, at), at };
  });
}

test("random structs: values come back", () => {
  fc.assert(
    fc.property(drawn(arbitraryPlainStruct), ({ codec, bytes, at }) => {
      const value = codec.decode(bytes, at);
      expect(codec.decode(codec.encode(value))).toStrictEqual(value);
    }),
    runs(300),
  );
});

test("random structs, unions too: views show what values hold", () => {
  fc.assert(
    fc.property(drawn(arbitraryStruct), ({ codec, bytes, at }) => {
      const value = codec.decode(bytes, at);
      const view = codec.view(bytes, at);
      expect(codec.check(view)).toBeUndefined();
      expect(shown(view, value)).toStrictEqual(withoutBytes(value));
    }),
    runs(300),
  );
});

/** `$bytes` of a union's value are its own, those of its view all there are. */
function withoutBytes(value: object): object {
  const fields = Object.entries(value).filter(([name]) => name !== "$bytes");
  return Object.fromEntries(fields.map(([name, held]) => [name, itself(held)]));

  function itself(held: unknown): unknown {
    if (Array.isArray(held)) return held.map(itself);
    return isStruct(held) ? withoutBytes(held) : held;
  }
}

/** What a view shows of the fields that a value has; structs in it are views, in lists as well. */
function shown(view: object, value: object): unknown {
  const fields = Object.entries(withoutBytes(value)).map(([name, held]): [string, unknown] => {
    return [name, seen((view as Record<string, unknown>)[name], held)];
  });
  return Object.fromEntries(fields);

  function seen(found: unknown, held: unknown): unknown {
    if (Array.isArray(held)) return (found as unknown[]).map((item, i) => seen(item, held[i]));
    return isStruct(held) ? shown(found as object, held) : found;
  }
}

function isStruct(value: unknown): value is object {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array);
}
