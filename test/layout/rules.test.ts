import { describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import {
  anonymousUnion,
  array,
  bits,
  bytes,
  f64,
  nested,
  opaque,
  padding,
  pointer,
  struct,
  u8,
  u16,
  u32,
  u64,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { Fields } from "../../schema/dsl/types.ts";
import { type AbiName, abis, layOut } from "../../src/layout/index.ts";
import type { Layout } from "../../src/wire/layout.ts";
import { isByClang, skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { compiledPlaces, placesOf } from "../support/c-layout.ts";

type Given = { readonly align?: number; readonly packed?: boolean };

/** size/alignment, then the members: `name@offset+size`, `name@bit:width`, holes as `-`. */
function summary({ size, align, members }: Layout): string {
  const places = members.map((member) => {
    const name = member.kind === "padding" ? "-" : member.name;
    return member.bits
      ? `${name}@bit${member.bits.at}:${member.bits.width}`
      : `${name}@${member.offset}+${member.size}`;
  });
  return [`${size}/${align}`, ...places].join(" ");
}

const table: {
  readonly [subject: string]: readonly [abi: AbiName, fields: Fields, expected: string, given?: Given][];
} = {
  scalars: [
    ["x86_64", { a: u8, b: u32, c: u16, d: u64 }, "24/8 a@0+1 -@1+3 b@4+4 c@8+2 -@10+6 d@16+8"],
    ["i386", { a: u32, b: u64, c: f64 }, "20/4 a@0+4 b@4+8 c@12+8"],
    ["arm", { a: u32, b: u64 }, "16/8 a@0+4 -@4+4 b@8+8"],
    ["x86_64", { a: ulong, b: pointer, c: u8 }, "24/8 a@0+8 b@8+8 c@16+1 -@17+7"],
    ["arm", { a: ulong, b: pointer, c: u8 }, "12/4 a@0+4 b@4+4 c@8+1 -@9+3"],
    ["x86_64", {}, "0/1"],
  ],
  "arrays, structs and unions": [
    ["x86_64", { a: u8, b: array(u32, 3) }, "16/4 a@0+1 -@1+3 b@4+12"],
    ["x86_64", { a: u8, b: array(u64, 0), c: u8 }, "16/8 a@0+1 -@1+7 b@8+0 c@8+1 -@9+7"],
    ["x86_64", { a: u64, b: u32, c: array(u32, undefined) }, "16/8 a@0+8 b@8+4 c@12+0 -@12+4"],
    ["x86_64", { a: nested({ x: u64, y: u8 }), b: u8 }, "24/8 a@0+16 b@16+1 -@17+7"],
    ["i386", { a: u8, b: array(array(nested({ x: u64 }), 2), 2) }, "36/4 a@0+1 -@1+3 b@4+32"],
    ["x86_64", { a: u8, u: anonymousUnion({ x: u64, y: bytes(9) }) }, "24/8 a@0+1 -@1+7 @8+16"],
    ["x86_64", { a: u8, u: union({ x: u64, y: bytes(9) }, { packed: true }) }, "10/1 a@0+1 u@1+9"],
    ["x86_64", { a: u8, b: opaque(48, 16) }, "64/16 a@0+1 -@1+15 b@16+48"],
    ["i386", { a: u8, b: opaque(8, 8) }, "16/8 a@0+1 -@1+7 b@8+8"],
  ],
  "packed and aligned": [
    ["x86_64", { a: u8, b: u64, c: u16 }, "11/1 a@0+1 b@1+8 c@9+2", { packed: true }],
    ["x86_64", { a: u8, b: u64 }, "12/4 a@0+1 b@1+8 -@9+3", { packed: true, align: 4 }],
    ["x86_64", { a: u8, b: u64.packed() }, "9/1 a@0+1 b@1+8"],
    ["x86_64", { a: u8, b: u64.aligned(4) }, "16/8 a@0+1 -@1+7 b@8+8"],
    ["x86_64", { a: u8, b: u64.aligned(4) }, "12/4 a@0+1 -@1+3 b@4+8", { packed: true }],
    ["x86_64", { a: u8, b: u8.aligned(16) }, "32/16 a@0+1 -@1+15 b@16+1 -@17+15"],
    ["i386", { a: u32, b: u64.aligned(8) }, "16/8 a@0+4 -@4+4 b@8+8"],
    ["x86_64", { a: u8 }, "8/8 a@0+1 -@1+7", { align: 8 }],
  ],
  "bit fields": [
    ["x86_64", { a: bits(u32, 3), b: bits(u32, 5), c: u8 }, "4/4 a@bit0:3 b@bit3:5 c@1+1 -@2+2"],
    ["x86_64", { a: bits(u8, 5), b: bits(u8, 4) }, "2/1 a@bit0:5 -@bit5:3 b@bit8:4 -@bit12:4"],
    ["x86_64", { a: u8, b: bits(u32, 25) }, "8/4 a@0+1 -@1+3 b@bit32:25 -@bit57:7"],
    ["x86_64", { a: u8, b: bits(u32, 24) }, "4/4 a@0+1 b@bit8:24"],
    [
      "x86_64",
      { a: bits(u16, 3), b: padding(u16, 7), c: bits(u16, 2) },
      "2/2 a@bit0:3 -@bit3:5 -@bit8:2 c@bit10:2 -@bit12:4",
    ],
    ["x86_64", { a: bits(u8, 1), b: padding(u32, 0), c: u8 }, "5/1 a@bit0:1 -@bit1:7 -@1+3 c@4+1"],
    ["arm", { a: bits(u8, 1), b: padding(u32, 0), c: u8 }, "8/4 a@bit0:1 -@bit1:7 -@1+3 c@4+1 -@5+3"],
    ["aarch64", { a: u8, b: padding(u32, 4) }, "4/4 a@0+1 -@1+3"],
    ["x86_64", { a: u8, b: padding(u32, 4) }, "2/1 a@0+1 -@1+1"],
    ["x86_64", { a: bits(u32, 7), b: bits(u64, 60) }, "9/1 a@bit0:7 b@bit7:60 -@bit67:5", { packed: true }],
    ["s390x", { a: bits(u32, 3), b: bits(u32, 30) }, "8/4 a@bit0:3 -@bit3:5 -@1+3 b@bit32:30 -@bit62:2"],
    ["i386", { a: u32, b: bits(u64, 33) }, "12/4 a@0+4 b@bit32:33 -@bit65:7 -@9+3"],
    ["i386", { a: bits(u64, 64).aligned(1) }, "8/8 a@bit0:64"],
    ["x86_64", { a: bits(u8, 3), b: bits(u8, 3).aligned(4) }, "8/4 a@bit0:3 -@bit3:5 -@1+3 b@bit32:3 -@bit35:5 -@5+3"],
    ["x86_64", { u: union({ a: bits(u32, 3), b: u8 }) }, "4/4 u@0+4"],
  ],
};

describe.each(Object.entries(table))("%s", (_, rows) => {
  test.each(rows)("%s: %#", (abi, fields, expected, given = {}) => {
    const definition = struct("s", { ...given, fields });
    expect(summary(layOut(definition, abis[abi])), [...declarations(definition).values()].join("\n")).toBe(expected);
  });
});

describe.each(Object.values(abis).filter((abi) => abi.takesAttributes && abi.doubleSize === 8 && !isByClang(abi.name)))(
  "$name",
  (abi) => {
    test.skipIf(skipsWithoutCompilerFor(abi.name))("the C compiler agrees on every row, whatever its ABI", () => {
      const types = Object.values(table)
        .flat()
        .map(([_, fields, __, given = {}], row) => {
          const definition = struct(`s${row}`, { ...given, fields });
          return {
            tag: `struct s${row}`,
            declarations: declarations(definition),
            layout: layOut(definition, abi),
          };
        });
      expect(compiledPlaces(types, abi.name)).toEqual(types.map(({ layout }) => placesOf(layout)));
    });
  },
);

test("a union's bytes that no member has are a hole", () => {
  const definition = struct("s", { fields: { u: union({ a: bits(u32, 3), b: u8 }) } });
  const [u] = layOut(definition, abis.x86_64).members;
  expect(summary((u as never as { type: { layout: Layout } }).type.layout)).toBe("4/4 a@bit0:3 b@0+1 -@1+3");
});
