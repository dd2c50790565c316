import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type ByteOrder, fieldsOf } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { generateFrom } from "../support/generate-from.ts";
import { hex } from "./hex.ts";
import { expectSameBytes, expectSameValue, type Pair, pairsOf } from "./pairs.ts";

/** Lengths and counts of every width and unit: generated code and run-time codecs give the same. */
const made = await generateFrom(new URL("../codegen/fixtures/lengths.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));

const families = ["wide", "payload", "thirds", "payload_thirds", "bare_family", "narrow"];
const structs = ["counted64", "text64", "tail", "words_tail", "signs"];
const pairs = pairsOf(made, families, structs);

function codecsOf(name: string): Pair["codecs"] {
  return pairs.find((pair) => pair.name === name)!.codecs;
}

/** Writes a number as far as it fits. */
function put(bytes: Uint8Array, place: Place | undefined, value: bigint, order: ByteOrder): void {
  for (let i = 0; i < (place?.size ?? 0); i++) {
    const digit = order === "little" ? i : place!.size - 1 - i;
    bytes[place!.offset + i] = Number((value >> BigInt(8 * digit)) & 0xffn);
  }
}

type Place = { readonly offset: number; readonly size: number };

describe.each(pairs)("$name", (pair) => {
  test("same bytes or fault, and what is encoded is decoded", () => expectSameBytes(pair));

  test("same value or fault for any length and count", () => {
    const { codecs, framing } = pair;
    const { layout, byteOrder } = codecs[0];
    const counter = fieldsOf(layout).all.find(({ counts }) => counts !== undefined);
    const wide = fc.constantFrom(2n ** 31n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n);
    const numbers = fc.oneof({ weight: 9, arbitrary: fc.bigInt({ min: 0n, max: 32n }) }, wide);
    const room = fc.integer({ min: layout.size, max: 99 });
    fc.assert(
      fc.property(numbers, numbers, room, (length, count, size) => {
        const bytes = new Uint8Array(size);
        put(bytes, counter, count, byteOrder);
        put(bytes, framing?.length, length, byteOrder);
        put(bytes, framing?.type, BigInt(layout.record?.type ?? 0), byteOrder);
        expectSameValue(codecs, bytes);
      }),
      runs(500),
    );
  });
});

const u64 = (value: string) => value.padEnd(16, "0");

describe("bytes, as C would hold them", () => {
  test.each<[name: string, value: object, bytes: string]>([
    ["fixed", { a: 1 }, `${u64("18")} 02000000 00000000 ${u64("01")}`],
    ["fixed, big-endian", { a: 1 }, "0000000000000018 00000002 00000000 0100000000000000"],
    ["counted", { n: 2n, list: [1, 2] }, `${u64("1c")} 03000000 00000000 ${u64("02")} 0100 0200`],
    ["text, big-endian", { n: 2n, text: "é" }, "000000000000001a 00000004 00000000 0000000000000002 c3a9"],
    ["blob", { n: 1n, data: hex("aa") }, `${u64("19")} 05000000 00000000 ${u64("01")} aa`],
    ["slack", { id: 9, list: [{ sign: 7, value: 1 }] }, `${u64("1a")} 06000000 00000000 09 0701 00000000000000`],
    ["pair", { a: 1n, b: 2n }, "0000000000000004 01 00000000000000 0000000000000001 0000000000000002"],
    ["words", { n: 1n, list: [5] }, "0000000000000003 02 00000000000000 0000000000000001 00000005"],
    ["octets", { id: 1, data: hex("aabbccdd") }, "0000000000000003 03 00000000000000 00000001 aabbccdd 00000000"],
    ["thirds_counted", { n: 2, data: hex("aabb") }, "01 0200 02 aabb"],
    ["payload_thirds_pairs", { n: 1, pairs: [0x102] }, "02 0100 01 0201"],
    ["line", { text: "a\0" }, "0000 6100"],
    ["longs", { n: 1n, list: [-2n] }, "0001 000c 00000001 fffffffe"],
    ["counted64, big-endian", { n: 1n, list: [3] }, "0000000000000001 0003"],
    ["words_tail", { id: 1, c: 2, text: "a" }, "01000000 02 61"],
  ])("%s", (name, value, text) => {
    for (const codec of codecsOf(name)) {
      expect(codec.encode(value)).toEqual(hex(text));
      const { record } = codec.layout;
      expect(codec.decode(hex(text))).toStrictEqual({ ...(record && { $name: codec.name }), ...value });
    }
  });
});

describe("what is refused", () => {
  const header = (length: string) => `${length} 03000000 00000000`;
  test.each<[name: string, bytes: string, message: string]>([
    ["fixed", `${"f".repeat(16)} 02000000`, "at 0x0: fixed.h.len is 18446744073709551615, expected 24"],
    ["counted", header("ffffffffffffffff"), "counted.h.len is 18446744073709551615, expected 24 + n * 2 = 24"],
    ["counted", header(u64("17")), "at 0x0: counted.h.len is 23, expected 24 or more"],
    ["slack", `${u64("1b")} 06000000`, "at 0x0: slack.h.len is 27, expected 24 + n * 2"],
    ["pair", "0000000000000003 01", "at 0x0: pair.h.words is 3, expected 4"],
    ["words", "0000000000000004 02", "at 0x0: words.h.words is 4, expected 2 + n * 1 = 2"],
    ["thirds_counted", "01 0100 00", "at 0x1: thirds_counted.h.thirds is 1, expected 2 or more"],
    ["thirds_counted", "01 0200 05", "thirds_counted.h.thirds is 2, expected (4 + n * 1) / 3 = 3"],
    ["thirds_list", "05 0300 00", "at 0x1: thirds_list.h.thirds is 3, expected (4 + n * 2) / 3"],
    ["counted64", u64("01"), "at 0x0: counted64 takes 10 bytes, 8 are left"],
  ])("of %s: %s", (name, text, message) => {
    for (const codec of codecsOf(name)) {
      const bytes = new Uint8Array(codec.layout.size);
      bytes.set(hex(text));
      expect(() => codec.decode(bytes)).toThrow(message);
    }
  });

  test.each<[name: string, value: object, message: string]>([
    ["counted", { n: 2, list: [1, 2] }, "counted.n is the number 2, expected 2, the number of elements of list"],
    ["counted", { n: 3n, list: [1, 2] }, "counted.n is the bigint 3, expected 2, the number of elements of list"],
    ["text", { n: 1n, text: "é" }, "text.n is the bigint 1, expected 2, the number of elements of text"],
    ["small", { list: Array(256).fill(0) }, "small.n: 256 does not fit u8 (0..255)"],
    ["octets", { id: 1, data: hex("aa") }, "octets.data is 9, expected a multiple of 4"],
    ["thirds_counted", { data: hex("aa") }, "thirds_counted.data is 5, expected a multiple of 3"],
    ["line", { text: "a".repeat(63) }, "line.text takes 65 bytes, the limit is 64"],
    ["one", { a: 2n ** 31n, b: 0n }, "one.a: 2147483648 does not fit s32 (-2147483648..2147483647)"],
    ["one", { a: 0n, b: 1 }, "one.b: found the number 1, expected a bigint, u32 (0..4294967295)"],
  ])("to encode as %s: %o", (name, value, message) => {
    for (const codec of codecsOf(name)) expect(() => codec.encode(value)).toThrow(message);
  });
});

test("a count follows from the array, as a bigint where its field is one", () => {
  for (const [name, init, n] of [
    ["counted", { list: [1, 2] }, 2n],
    ["text64", { text: "é" }, 2n],
    ["longs", {}, 0n],
    ["small", { list: [1] }, 1],
    ["counted", { n: 7n, list: [] }, 7n],
  ] as const) {
    for (const codec of codecsOf(name)) expect(codec.create(init)).toMatchObject({ n });
  }
});
