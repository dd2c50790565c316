import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { array, nested, struct, u8 } from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { generateHere } from "../fuzz/generate-here.ts";
import { generateFrom } from "../support/generate-from.ts";
import { hex } from "./hex.ts";
import { outcomeOf } from "./outcome.ts";
import { expectSameBytes, expectSameValue, type Pair, pairsOf } from "./pairs.ts";

/** What a new value holds, and constants at every depth: generated code and run-time codecs give the same. */
const made = await generateFrom(new URL("../codegen/fixtures/defaults.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));

const structs = ["nest", "fixed_values", "signed_bits", "nothing", "masks", "lifted"];
const pairs = pairsOf(made, ["variants"], structs);

function codecsOf(name: string): Pair["codecs"] {
  return pairs.find((pair) => pair.name === name)!.codecs;
}

describe.each(pairs)("$name", (pair) => {
  test("same bytes or fault, and what is encoded is decoded", () => expectSameBytes(pair));

  test("same value or fault for any bytes", () => {
    const { size } = pair.codecs[0].layout;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: size, maxLength: size }), (bytes) => {
        expectSameValue(pair.codecs, bytes);
      }),
    );
  });
});

const sealed = { sign: 7, value: 0 };
const choice = { $bytes: hex("0000"), one: 0, both: [0, 0] };
const emptyNest = {
  a: { b: { c: 0, d: 0n }, name: "" },
  grid: [
    [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ],
    [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ],
  ],
  choices: [[choice], [choice]],
};

describe("a new value", () => {
  test.each<[name: string, init: object, value: object]>([
    ["nest", {}, emptyNest],
    ["nest", { a: { b: { d: 1n } } }, { ...emptyNest, a: { b: { c: 0, d: 1n }, name: "" } }],
    ["nest", { grid: [[{ x: 1 }], []] }, { ...emptyNest, grid: [[{ x: 1, y: 0 }], []] }],
    [
      "nest",
      { choices: [[{ one: 0x201 }], [{}]] },
      { ...emptyNest, choices: [[{ $bytes: hex("0102"), one: 0x201, both: [1, 2] }], [choice]] },
    ],
    ["fixed_values", {}, { a: -2n, b: 7n, c: 2n ** 64n - 1n, d: -1, e: -3, f: 0, g: -(2n ** 39n), h: 0n }],
    ["signed_bits", { b: -1n }, { a: 0, b: -1n, c: 0n, d: 0, e: 0, f: 0n, g: 0n }],
    ["nothing", {}, {}],
    ["masks", { n: 3 }, { m: { $bytes: hex("00000000"), low: 0, all: 0 }, n: 3 }],
    ["masks", { m: { low: 5 } }, { m: { $bytes: hex("05000000"), low: 5, all: 5 }, n: 0 }],
    ["masks, big-endian", { m: { low: 5 } }, { m: { $bytes: hex("a0000000"), low: 5, all: 0xa000 }, n: 0 }],
    ["lifted", { list: [1, 2] }, { n: 2n, version: 2, list: [1, 2] }],
    ["start", {}, { $name: "start", magic: 0x01020304 }],
    ["plain", {}, { $name: "plain", mode: 3, x: 0 }],
    ["plain", { mode: 0x400 }, { $name: "plain", mode: 0x400, x: 0 }],
    ["other", {}, { $name: "other", mode: 0 }],
    ["deep", {}, { $name: "deep", common: { id: 0, inner: { x: 0, f_type: 5 } }, y: 0 }],
    ["deep", { common: { id: 1 } }, { $name: "deep", common: { id: 1, inner: { x: 0, f_type: 5 } }, y: 0 }],
    [
      "deep",
      { common: { inner: { x: 2, f_type: undefined } } },
      { $name: "deep", common: { id: 0, inner: { x: 2, f_type: 5 } }, y: 0 },
    ],
    [
      "deep_rest",
      { common: { inner: { f_type: 9 } } },
      { $name: "deep_rest", common: { id: 0, inner: { x: 0, f_type: 9 } } },
    ],
  ])("of %s from %o", (name, init, value) => {
    for (const codec of codecsOf(name)) expect(codec.create(init)).toMatchObject(value);
  });

  test("holds a list of lists in full, constants and all", () => {
    for (const codec of codecsOf("nest")) {
      const boxes = codec.create().boxes;
      expect(boxes.flat(7)).toEqual(Array(16).fill(sealed));
      expect(codec.decode(codec.encode(codec.create()))).toEqual(codec.create());
    }
  });
});

describe("bytes, as C would hold them", () => {
  test.each<[name: string, value: object, bytes: string]>([
    [
      "fixed_values",
      { f: 2047, h: -1n },
      "feffffffffffffff 0700000000000000 ffffffffffffffff ff 1d ff07 00000000 0000000080 ffffff",
    ],
    [
      "fixed_values, big-endian",
      { f: 0, h: 1n },
      "fffffffffffffffe 0000000000000007 ffffffffffffffff ff e8 0000 00000000 8000000000 000001",
    ],
    // -1 in bits 0..2, -2 in bits 3..35, 1 in bits 36..98, all else zero
    ["signed_bits", { a: -1, b: -2n, c: 1n, d: 0, e: 0, f: 0n, g: 0n }, `f7ffffff 1f000000 ${"00".repeat(24)}`],
    // from the most significant bit on: 111, 33 bits of which the last is 0, 63 bits of which the last is 1
    [
      "signed_bits, big-endian",
      { a: -1, b: -2n, c: 1n, d: 0, e: 0, f: 0n, g: 0n },
      `ffffffff e0000000 00000000 20000000 ${"00".repeat(16)}`,
    ],
    ["plain, big-endian", { mode: 0x400, x: 1 }, "0001 0008 0400 0001"],
    ["plain", { mode: 0x400, x: 1 }, "0100 0800 0400 0100"],
  ])("%s", (name, value, text) => {
    for (const codec of codecsOf(name)) {
      expect(codec.encode(value)).toEqual(hex(text));
      expect(codec.decode(hex(text))).toMatchObject(value);
    }
  });
});

describe("what is refused", () => {
  test.each<[name: string, at: number, byte: number, message: string]>([
    ["fixed_values", 0, 0xff, "at 0x0: fixed_values.a is -1, expected -2"],
    ["fixed_values", 8, 8, "at 0x8: fixed_values.b is 8, expected 7"],
    ["fixed_values", 23, 0, "at 0x10: fixed_values.c is 0xffffffffffffff, expected 0xffffffffffffffff"],
    ["fixed_values", 24, 0, "at 0x18: fixed_values.d is 0, expected -1"],
    ["fixed_values", 25, 0x1c, "at 0x19: fixed_values.e is -4, expected -3"],
    ["fixed_values", 36, 0, "at 0x20: fixed_values.g is 0, expected -549755813888"],
    ["lifted", 8, 3, "at 0x8: lifted.version is 3, expected 2"],
    ["deep", 8, 6, "deep.common.inner.f_type is 6, expected 5"],
    ["deep_rest", 8, 5, "at 0x8: deep_rest.common.inner.f_type is 5, expected none of 5"],
    ["plain", 4, 3, "at 0x4: plain.mode is 771, expected 3 or 1024"],
  ])("of %s at byte %i: %i", (name, at, byte, message) => {
    for (const codec of codecsOf(name)) {
      const bytes = codec.encode(codec.create());
      bytes[at] = byte;
      expect(() => codec.decode(bytes)).toThrow(message);
    }
  });

  test("a constant in a list inside seven others", () => {
    const outcomes = codecsOf("nest").map((codec) => {
      const bytes: Uint8Array = codec.encode(codec.create());
      bytes[bytes.lastIndexOf(7)] = 6;
      return outcomeOf(() => codec.decode(bytes));
    });
    const fault = { code: "wrong-constant", path: "boxes[1][0][1][0][1][0][1][0].sign", found: 6, expected: 7 };
    for (const outcome of outcomes) expect(outcome).toMatchObject({ fault });
  });

  test("a constant in lists in a list of any length", async () => {
    const rows = array(array(nested({ c: u8.constant(5) }), 2));
    const definition = struct("s", { fields: { k: u8, rows } });
    const { S } = await generateHere({ families: [], structs: [definition], enumerations: [] });
    for (const codec of [S as AnyCodec, dynamicStruct(definition)])
      expect(() => codec.decode(hex("00 0505 0504"))).toThrow("at 0x4: s.rows[1][1].c is 4, expected 5");
  });

  test.each<[name: string, value: object, message: string]>([
    ["signed_bits", { b: 2n ** 32n }, "signed_bits.b: 4294967296 does not fit s64 : 33 (-4294967296..4294967295)"],
    [
      "signed_bits",
      { d: -(2 ** 30) - 1 },
      "signed_bits.d: -1073741825 does not fit s32 : 31 (-1073741824..1073741823)",
    ],
    ["signed_bits", { c: 1 }, "signed_bits.c: found the number 1, expected a bigint, s64 : 63"],
    ["fixed_values", { g: 0n }, "fixed_values.g is the bigint 0, expected -549755813888"],
    ["deep", { common: { id: 0, inner: { x: 0, f_type: 6 } } }, "deep.common.inner.f_type is the number 6, expected 5"],
    ["masks", { m: { low: 5, all: 4 } }, "masks.m.all: found another value, expected what low means"],
    ["masks", { m: { $bytes: [1, 2, 3, 4] } }, "masks.m.$bytes: found a list of 4, expected a Uint8Array"],
    ["masks", { m: { $bytes: "x" } }, 'masks.m.$bytes: found "x", expected a Uint8Array'],
    ["masks", { m: { $bytes: hex("01") } }, "masks.m.$bytes is 1 elements, expected 4"],
    ["masks", { m: null }, "masks.m: found null, expected an object"],
  ])("to encode as %s: %o", (name, value, message) => {
    for (const codec of codecsOf(name)) expect(() => codec.encode({ ...codec.create(), ...value })).toThrow(message);
  });

  test.each([
    [{ m: null }, "masks.m: found null, expected an object"],
    [{ m: "x" }, 'masks.m: found "x", expected an object'],
  ])("to create masks of: %o", (init, message) => {
    for (const codec of codecsOf("masks")) expect(() => codec.create(init as never)).toThrow(message);
  });

  test("what a value's own getter throws comes out as it is", () => {
    const own = new RangeError("mine");
    const inner = {
      get c(): number {
        throw own;
      },
    };
    for (const codec of codecsOf("nest")) {
      expect(() => codec.encode({ ...codec.create(), a: { b: inner, name: "" } })).toThrow(own);
    }
  });
});
