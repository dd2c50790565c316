import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import {
  array,
  bits,
  enumeration,
  type FamilyOptions,
  f64,
  family,
  nested,
  opaque,
  padding,
  pointer,
  record,
  s8,
  s16,
  s32,
  s64,
  struct,
  u8,
  u32,
  u64,
  u128,
  ulong,
  union,
} from "../../schema/dsl/index.ts";
import type { Fields, StructDefinition } from "../../schema/dsl/types.ts";
import {
  type AbiName,
  abis,
  abisOf,
  checkSchema,
  comparePortable,
  describeSchemaFault,
  layOut,
  layOutFamily,
} from "../../src/layout/index.ts";
import { adapted, arbitraryDefinition } from "../support/arbitrary-struct.ts";
import { skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { compiledPlaces, placesOf } from "../support/c-layout.ts";

describe("records that ABIs lay out by other rules: size, alignment, and bits or the last byte", () => {
  const targets = ["x86_64", "arm", "msvc64", "mingw64", "m68k", "avr"] as const;
  const table: { readonly [c: string]: readonly [fields: Fields, ...expected: string[]] } = {
    "char a; int b:5;": [
      { a: s8, b: bits(s32, 5) },
      "4/4 8:5",
      "4/4 8:5",
      "8/4 32:5",
      "8/4 32:5",
      "2/1 8:5",
      "2/1 8:5",
    ],
    "char a:4; int b:4;": [
      { a: bits(s8, 4), b: bits(s32, 4) },
      ...["4/4 4:4", "4/4 4:4", "8/4 32:4", "8/4 32:4", "1/1 4:4", "1/1 4:4"],
    ],
    "int a:20; short b:10;": [
      { a: bits(s32, 20), b: bits(s16, 10) },
      ...["4/4 20:10", "4/4 20:10", "8/4 32:10", "8/4 32:10", "4/1 20:10", "4/1 20:10"],
    ],
    "char a; int:0; char b;": [
      { a: s8, _: padding(s32, 0), b: s8 },
      ...["5/1 32:8", "8/4 32:8", "2/1 8:8", "2/1 8:8", "4/2 16:8", "2/1 8:8"],
    ],
    "char a; int:5; char b;": [
      { a: s8, _: padding(s32, 5), b: s8 },
      ...["3/1 16:8", "4/4 16:8", "12/4 64:8", "12/4 64:8", "3/1 16:8", "3/1 16:8"],
    ],
    "char a; long long b;": [
      { a: s8, b: s64 },
      ...["16/8 64:64", "16/8 64:64", "16/8 64:64", "16/8 64:64", "10/2 16:64", "9/1 8:64"],
    ],
    "char a; long b;": [
      { a: s8, b: ulong },
      ...["16/8 64:64", "8/4 32:32", "8/4 32:32", "8/4 32:32", "6/2 16:32", "5/1 8:32"],
    ],
    "char a:1; int:0; union { int b:1; char c; } d;": [
      { a: bits(s8, 1), _: padding(s32, 0), d: union({ b: bits(s32, 1), c: u8 }) },
      ...["8/4 32:32", "8/4 32:32", "8/4 32:32", "8/4 32:32", "4/2 16:8", "2/1 8:8"],
    ],
    "char a; struct {} d;": [
      { a: s8, d: nested({}) },
      ...["1/1 8:0", "1/1 8:0", "5/1 8:32", "1/1 8:0", "1/1 8:0", "1/1 8:0"],
    ],
  };

  test.each(Object.entries(table))("%s", (_, [fields, ...expected]) => {
    const found = targets.map((name) => {
      const { size, align, members } = layOut(struct("s", { fields }), abis[name]);
      const last = members.findLast((member) => member.kind === "field")!;
      const { at, width } = last.bits ?? { at: last.offset * 8, width: last.size * 8 };
      return `${size}/${align} ${at}:${width}`;
    });
    expect(found).toEqual(expected);
  });

  describe.each(targets)("%s", (name) => {
    test.skipIf(skipsWithoutCompilerFor(name))("its compiler says the same", () => {
      const types = Object.values(table).map(([fields], row) => {
        const definition = struct(`s${row}`, { fields });
        return {
          tag: `struct s${row}`,
          declarations: declarations(definition),
          layout: layOut(definition, abis[name]),
        };
      });
      expect(compiledPlaces(types, name)).toEqual(types.map(({ layout }) => placesOf(layout)));
    });
  });
});

describe("what an ABI does not have is a fault", () => {
  const Color = enumeration("color", { RED: 0 });
  const attributes = (abi: string) =>
    `is packed or aligned as GNU C says it, which compilers for ${abi} do not take alike; say pack: 1, 2, 4 or 8 of the struct, or use explicit padding`;
  const bare = (abi: AbiName, fields: Fields, options = {}) =>
    messages(checkSchema({ families: [], structs: [struct("s", { fields, ...options })] }, abis[abi]));

  test.each<[abi: AbiName, fields: Fields, options: object, ...faults: string[]]>([
    ["msvc64", { a: u8 }, { packed: true }, `s: ${attributes("msvc64")}`],
    [
      "msvc32",
      { a: u8.aligned(4), b: u32.packed() },
      {},
      `s.a: ${attributes("msvc32")}`,
      `s.b: ${attributes("msvc32")}`,
    ],
    ["mingw64", { a: u8 }, { align: 8 }, `s: ${attributes("mingw64")}`],
    ["mingw32", { a: nested({ b: u8.aligned(2) }) }, {}, `s.a.b: ${attributes("mingw32")}`],
    [
      "mingw32",
      { a: array(nested(struct("inner", { packed: true, fields: {} })), 2) },
      {},
      "s.a: has elements of no bytes; give them a field, or leave the array out",
    ],
    [
      "mingw64",
      { a: nested(struct("inner", { packed: true, fields: { x: u8 } })) },
      {},
      `inner: ${attributes("mingw64")}`,
    ],
    ["mingw64", { a: u8, b: u64, c: opaque(8, 8) }, { pack: 2 }],
    ["x86_64", { a: u8.aligned(4) }, { packed: true }],
    ["avr", { a: f64 }, {}, "s.a: is a double of 8 bytes, which has 4 on avr; use f32, or bytes(8)"],
    ["avr", { a: array(f64, 2) }, {}, "s.a: is a double of 8 bytes, which has 4 on avr; use f32, or bytes(8)"],
    ["msp430", { a: f64 }, {}],
    ...(["arm_none_eabi", "avr", "msp430"] as const).map((abi): [AbiName, Fields, object, string] => [
      abi,
      { a: bits(Color, 2), b: bits(u8.enum(Color), 2) },
      {},
      `s.a: is bits of an enumeration, which does not take 4 bytes on ${abi}; take the bits of u8, u16 or u32`,
    ]),
    ["armel", { a: bits(Color, 2) }, {}],
    [
      "msvc64",
      { a: u128 },
      {},
      "s.a: is an integer of 16 bytes, and msvc64 has none; use array(u64, 2), or another abi",
    ],
    ["mingw64", { a: u128 }, {}],
    [
      "avr",
      { a: pointer.constant(0x10000n) },
      {},
      "s.a: its constant 65536n does not fit the 2 bytes that it has on avr; use u64, or correct the constant",
    ],
    [
      "msvc64",
      { a: bits(ulong, 33) },
      {},
      "s.a: is 33 bits wide, and its type has 32 on msvc64; take the bits of u64, or fewer",
    ],
  ])("%s: %#", (abi, fields, options, ...faults) => {
    expect(bare(abi, fields, options)).toEqual(faults);
  });

  test("on any of a family's list, in headers, preambles, payloads and parts as well", () => {
    const aligned = (name: string) => struct(name, { align: 4, fields: { a: u32 } });
    const r = record("r", { fields: { n: u32 }, parts: { p: array(nested(aligned("part")), "n") } });
    const given = { header: aligned("hdr"), member: "h", preamble: aligned("start") };
    expect(faultsOf(["x86_64", "msvc64"], r, given)).toEqual(
      ["start", "hdr", "part"].map((name) => `${name}: ${attributes("msvc64")}`),
    );
  });
});

describe("a family's list of ABIs", () => {
  const r = (fields: Fields, options = {}) => record("r", { fields, ...options });

  test.each<[abi: readonly string[], fields: Fields, ...faults: string[]]>([
    [["x86_64", "wasm32"], { a: ulong }, "r.a: takes 8 bytes on x86_64, 4 elsewhere; use u64 instead"],
    [["x86_64", "msvc64", "wasm32"], { a: ulong }, "r.a: takes 8 bytes on x86_64, 4 elsewhere; use u64 instead"],
    [["msvc64", "x86_64"], { a: pointer, b: u32, c: u64 }],
    [["x86_64", "ppc64le"], { a: u128 }],
    [
      ["x86_64", "wasm32", "riscv32"],
      { a: u128 },
      "r.a: is an integer of 16 bytes, which riscv32 has not; use array(u64, 2), or name the abi",
    ],
    [
      ["wasm32", "m68k"],
      { a: u8, b: u32 },
      'r.b: is at byte 4 on wasm32, 2 elsewhere; say packed: true, or abi: "wasm32" of the family, as the C code has it; or in a format of your own, put explicit padding before it or add .aligned(8)',
    ],
    [
      ["x86_64", "msvc64"],
      { a: nested({ x: u8, y: padding(u32, 5) }), b: u8 },
      'r.b: is at byte 2 on x86_64, 8 elsewhere; say pack: 1, or abi: "x86_64" of the family, as the C code has it; or in a format of your own, put explicit padding before it',
    ],
    [
      ["x86_64", "msvc64"],
      { a: u8, b: bits(u32, 5) },
      "r.b: starts at bit 8 on x86_64, 32 elsewhere; fill whole integers with bits of their type, and pad them explicitly",
    ],
    [["x86_64", "msvc64"], { a: u32, b: bits(u32, 5), c: bits(u32, 27) }],
    [
      ["x86_64", "msvc64"],
      { a: u8, b: padding(u32, 5) },
      "r: is 2 bytes long on x86_64, 8 elsewhere; end it with explicit padding",
    ],
    [["portable", "wasm32"], { a: u32, b: u32, c: u64 }],
    [["arm"], { a: ulong }],
  ])("%j: %#", (abi, fields, ...faults) => {
    expect(faultsOf(abi, r(fields))).toEqual(faults);
  });

  test("lets pass only what they lay out alike", () => {
    const names = fc.uniqueArray(fc.constantFrom(...(Object.keys(abis) as AbiName[])), { minLength: 2, maxLength: 3 });
    let alike = 0;
    for (const [drawn, abi] of fc.sample(fc.tuple(arbitraryDefinition, names), { numRuns: 3000, seed: 14 })) {
      const one = adapted(drawn, "msvc64");
      if (one.kind === "union") continue;
      const r = record("r", { fields: one.fields, ...(one.pack !== undefined && { pack: one.pack }) });
      const given = family("fam", { abi, byteOrder: "little", records: [r] });
      if (comparePortable(r, given).length > 0) continue;
      alike++;
      const [first, ...others] = abi.map((name) => placesIn(one, name));
      for (const other of others) expect(other, String(abi)).toEqual(first);
    }
    expect(alike).toBeGreaterThan(300);
  });

  test("whose first is laid out, each once", () => {
    const given = family("fam", {
      abi: ["wasm32", "mips", "wasm32"],
      byteOrder: "little",
      records: [r({ a: pointer })],
    });
    expect(layOutFamily(given).records[0]).toMatchObject({ abi: "wasm32", size: 4 });
    expect(comparePortable(given.records[0]!, given)).toEqual([]);
    expect(abisOf(given.abi)).toEqual([abis.wasm32, abis.mips]);
    expect(abisOf(["x86_64", "portable"])).toEqual(abisOf("portable"));
    expect(() => abisOf(["x86_64", "vax"])).toThrow('abi: found "vax", expected one of x86_64, i386');
  });
});

function faultsOf(abi: readonly string[], one: FamilyOptions["records"][number], given: Partial<FamilyOptions> = {}) {
  const fam = family("fam", { abi, byteOrder: "little", records: [one], ...given });
  return messages(checkSchema({ families: [fam], structs: [] }));
}

function messages(faults: ReturnType<typeof checkSchema>): string[] {
  return faults.map((fault) => describeSchemaFault({ ...fault, file: undefined }));
}

/** Where all is, and how large it is, but for structs inside, which may end with more or less padding. */
function placesIn(definition: StructDefinition, abi: AbiName) {
  const { _Alignof, ...places } = placesOf(layOut(definition, abis[abi]));
  const isStruct = (path: string, place: number | string) =>
    /^[04] bytes/.test(String(place)) || Object.keys(places).some((other) => other.startsWith(`${path}.`));
  return Object.entries(places).map(([path, place]) => [
    path,
    isStruct(path, place) ? String(place).replace(/^\d+ bytes/, "") : place,
  ]);
}
