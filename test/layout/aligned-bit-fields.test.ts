import { describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import { bits, struct, u8, u16, u32, u64 } from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { type AbiName, abis, layOut } from "../../src/layout/index.ts";
import { isByClang, skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { compiledPlaces, placesOf } from "../support/c-layout.ts";

// A bit field with `aligned` is aligned like an integer where one could stand in its place.

const table: readonly [what: string, abi: AbiName, fields: Fields, expected: object, packed?: boolean][] = [
  [
    "no integer is 12 bits wide",
    "x86_64",
    { a: u8, b: bits(u32, 12).aligned(1) },
    { sizeof: 4, _Alignof: 4, a: "1 bytes at 0", b: "12 bits at bit 8" },
  ],
  [
    "nor where its width divides its position",
    "x86_64",
    { a: bits(u32, 12), b: bits(u32, 12).aligned(1) },
    { sizeof: 4, _Alignof: 4, a: "12 bits at bit 0", b: "12 bits at bit 16" },
  ],
  [
    "no integer of 16 bits stands at bit 8",
    "x86_64",
    { a: u8, b: bits(u32, 16).aligned(1) },
    { sizeof: 4, _Alignof: 4, a: "1 bytes at 0", b: "16 bits at bit 8" },
  ],
  [
    "one of 64 bits stands at bit 64",
    "i386",
    { a: u64, b: bits(u64, 64).aligned(1) },
    { sizeof: 16, _Alignof: 8, a: "8 bytes at 0", b: "64 bits at bit 64" },
  ],
  [
    "packed ones are aligned as they say",
    "x86_64",
    { a: u16, b: bits(u16, 16).aligned(1) },
    { sizeof: 4, _Alignof: 1, a: "2 bytes at 0", b: "16 bits at bit 16" },
    true,
  ],
  [
    "packed ones of one byte, too",
    "x86_64",
    { a: bits(u8, 3), b: bits(u8, 8).aligned(1) },
    { sizeof: 2, _Alignof: 1, a: "3 bits at bit 0", b: "8 bits at bit 8" },
    true,
  ],
];

test.each(table)("%s", (_, abi, fields, expected, packed = false) => {
  expect(placesOf(layOut(struct("s", { fields, packed }), abis[abi]))).toEqual(expected);
});

describe.each(Object.values(abis).filter((abi) => abi.takesAttributes && !isByClang(abi.name)))("$name", (abi) => {
  test.skipIf(skipsWithoutCompilerFor(abi.name))("the C compiler agrees on every row, whatever its ABI", () => {
    const types = table.map(([_, __, fields, ___, packed = false], row) => {
      const definition = struct(`s${row}`, { fields, packed });
      return { tag: `struct s${row}`, declarations: declarations(definition), layout: layOut(definition, abi) };
    });
    expect(compiledPlaces(types, abi.name)).toEqual(types.map(({ layout }) => placesOf(layout)));
  });
});
