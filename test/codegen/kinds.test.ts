import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { bits, struct, u8, u32 } from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { fromJSON, toJSON } from "../../src/inspect/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { expectSameBytes, expectSameValue, pairsOf } from "../dynamic/pairs.ts";
import { generateFrom } from "../support/generate-from.ts";

const made = await generateFrom(new URL("fixtures/kinds.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));
const pairs = pairsOf(made, [], ["corners", "odd", "wide", "texts"]);
const codecs = made.generated as { readonly [name: string]: AnyCodec & { readonly be: AnyCodec } };

describe.each(pairs)("$name", (pair) => {
  test("any value gives the same bytes, generated and at run time", () => expectSameBytes(pair));

  test("any bytes give the same value or fault", () => {
    for (let seed = 0; seed < 64; seed++) {
      const bytes = Uint8Array.from({ length: 200 }, (_, i) => (seed < 2 ? seed * 255 : (i * seed * 37 + seed) & 255));
      expectSameValue(pair.codecs, bytes);
    }
  });
});

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

describe("integers of odd widths", () => {
  const value = {
    ...{ a: 0xffffff, b: -2, c: 2 ** 40 - 1, d: 0x010203040506, e: -(2 ** 47), f: 2n ** 56n - 1n, g: -1n },
    ...{ h: [1, 2, 3], i: 5, j: 0x010203, n: 1, list: [-1] },
  };
  const bytes = hex(
    `ffffff fffffe ffffffffff 010203040506 000000000080 ffffffffffffff ffffffffffffff
    010000 020000 030000 050000 030201 010000 ffffffffffff`.replaceAll(/\s/g, ""),
  );

  test("have their bytes in the image's order, or in their own", () => {
    expect(codecs.Odd!.encode(value)).toEqual(bytes);
    expect(codecs.Odd!.decode(bytes)).toEqual(value);
    expect(Buffer.from(codecs.Odd!.be.encode(value)).toString("hex")).toContain("000001000002000003");
  });

  test.each([
    [{ a: 2 ** 24 }, "odd.a: 16777216 does not fit u24 (0..16777215)"],
    [{ b: -(2 ** 23) - 1 }, "odd.b: -8388609 does not fit s24 (-8388608..8388607)"],
    [{ f: 1 }, "odd.f: found the number 1, expected a bigint, u56 (0..72057594037927935)"],
    [{ j: 1 }, "odd.j is the number 1, expected 66051"],
  ])("%o is refused", (part, message) => {
    expect(() => codecs.Odd!.encode({ ...value, ...part })).toThrow(message);
  });
});

test("128 bits are a bigint, in JSON a decimal string", () => {
  const value = { ...codecs.Wide!.create(), b: 2n ** 128n - 1n, c: -(2n ** 127n) };
  const bytes = codecs.Wide!.encode(value);
  expect(Buffer.from(bytes.subarray(16, 48)).toString("hex")).toBe(`${"ff".repeat(16)}80${"00".repeat(15)}`);
  expect(codecs.Wide!.decode(bytes)).toEqual(value);
  const json = toJSON(codecs.Wide!, value);
  expect(json).toMatchObject({ b: String(2n ** 128n - 1n), c: String(-(2n ** 127n)), f: "00".repeat(16) });
  expect(fromJSON(codecs.Wide!, json)).toEqual(value);
});

describe("texts", () => {
  const bytes = hex("6162000000000000 616263 780000 49484452 00000001 666d7420 0000 ff00ff00");
  const value = {
    ...{ name: "ab", list: ["abc", "x"], tag: "IHDR", tags: ["\0\0\0\x01", "fmt "], none: "" },
    u: { $bytes: hex("ff00ff00"), one: "\udcff\0\udcff\0", two: 0x00ff00ff },
  };

  test("end with their NUL, or are all of their bytes", () => {
    expect(codecs.Texts!.decode(bytes)).toEqual(value);
    expect(codecs.Texts!.encode(value)).toEqual(bytes);
  });

  test("what is behind a NUL would be lost, and is refused", () => {
    const stray = bytes.with(5, 0x63);
    expect(() => codecs.Texts!.decode(stray)).toThrow(
      "at 0x5: texts.name: found 99, expected 0 behind the NUL of the text",
    );
    expect(() => codecs.Texts!.decode(bytes.with(12, 0x61).with(11, 0))).toThrow("at 0xc: texts.list[1]: found 97");
  });

  test.each([
    [{ name: "a\0b" }, "texts.name: found a NUL in the text, expected none"],
    [{ name: "123456789" }, "texts.name: 9 bytes do not fit into char[8]"],
    [{ tag: "fmt" }, "texts.tag: found 3 bytes, expected 4 of text"],
    [{ tag: "IHDR " }, "texts.tag: 5 bytes do not fit into char[4]"],
  ])("%o is refused", (part, message) => {
    expect(() => codecs.Texts!.encode({ ...value, ...part })).toThrow(message);
  });
});

describe("names of which none would do in TypeScript", () => {
  const codec = made.generated.ObjectStruct as AnyCodec;
  const value = { constructor_: 1, proto: { text: 2, n: 3 }, value: 1, list: [5] };
  const bytes = hex("01000000 02 03 0100 01 00 0500");

  test("have others in values, and their own in messages and JSON", () => {
    expect(codec.encode(value)).toEqual(bytes);
    expect(codec.decode(bytes)).toEqual({ ...value, count: 1 });
    expect(codec.view(bytes)).toMatchObject({ constructor_: 1, value: 1, count: 1 });
    const fields = { constructor: 1, prototype: { toString: 2, n: 3 }, valueOf: 1, hasOwnProperty: 1, toJSON: [5] };
    expect(JSON.parse(JSON.stringify(toJSON(codec, codec.decode(bytes))))).toEqual(fields);
    expect(fromJSON(codec, fields)).toEqual({ ...value, count: 1 });
    expect(() => codec.encode({ ...value, constructor_: -1 })).toThrow("object.constructor: -1 does not fit u32");
    expect(() => codec.encode({ ...value, proto: { text: 256, n: 0 } })).toThrow("object.prototype.toString: 256");
    expect(made.generated.ArrayMethod).toMatchObject({ valueOf_: 1, GOOD: 2, 1: "valueOf_" });
    expect(codec.create({ list: [1, 2] })).toMatchObject({ constructor_: 0, count: 2 });
  });

  test("types have them, too", () => {
    const named = struct("s", {
      fields: { constructor: u32.as("constructor_"), x: bits(u8, 3).as("bits_of_x").doc("X.") },
    });
    const value: { constructor_: number; bits_of_x: number } = dynamicStruct(named).decode(hex("0700000005000000"));
    expect(value).toEqual({ constructor_: 7, bits_of_x: 5 });
  });

  test("run-time codecs have the same", () =>
    expectSameBytes(pairsOf({ ...made, generated: { ...made.generated, Object: codec } }, [], ["object"])[0]!));
});
