import { type AbiName, abis } from "../../src/layout/index.ts";
import type { FieldLayout, Layout } from "../../src/wire/layout.ts";
import { compile } from "./c-compiler.ts";

/** Sizes and places by what they are of: `sizeof`, `_Alignof`, and every field by its path. */
export type Places = { readonly [path: string]: number | string };

/** A C type, its declaration and those it needs, and the layout that it is said to have. */
export interface Declared {
  readonly tag: string;
  readonly declarations: ReadonlyMap<string, string>;
  readonly layout: Layout;
}

/** Where a layout puts everything. */
export function placesOf(layout: Layout): Places {
  const fields = fieldsOf(layout).map(({ path, field, base }) =>
    field.bits === undefined
      ? [path, wholePlace(base + field.offset, field.size)]
      : [path, bitPlace(base * 8 + field.bits.at, field.bits.width)],
  );
  return { sizeof: layout.size, _Alignof: layout.align, ...Object.fromEntries(fields) };
}

/** Where a compiler puts everything that the layouts name: one run for all of them. */
export function compiledPlaces(types: readonly Declared[], abi: AbiName): Places[] {
  const declared = new Map(types.flatMap((type) => [...type.declarations])).values();
  const questions = types.map((type, index) => ask(type, index));
  const symbols = compile(`#include <stdint.h>\n${[...declared, ...questions].join("\n")}\n`, abi);
  return types.map((type, index) => answer(type.layout, index, symbols, abis[abi].byteOrder === "little"));
}

interface Placed {
  readonly path: string;
  readonly field: FieldLayout;
  /** where the struct that holds the field begins */
  readonly base: number;
}

function fieldsOf(layout: Layout, prefix = "", base = 0): Placed[] {
  return layout.members.flatMap((field) => {
    if (field.kind === "padding") return [];
    const path = prefix + field.name;
    const own = field.name === "" ? [] : [{ path, field, base }];
    const inside = insideOf(field, path);
    return inside === undefined ? own : [...own, ...fieldsOf(inside.layout, inside.prefix, base + field.offset)];
  });
}

/** The struct or union that a field is or, of an array with elements, that its first element is. */
function insideOf(field: FieldLayout, path: string): { layout: Layout; prefix: string } | undefined {
  let { type } = field;
  let name = path;
  while (type.kind === "array" && type.length > 0) {
    type = type.element;
    name += "[0]";
  }
  if (type.kind !== "struct" && type.kind !== "union") return undefined;
  return { layout: type.layout, prefix: field.name === "" ? path : `${name}.` };
}

function ask({ tag, layout }: Declared, index: number): string {
  const fields = fieldsOf(layout);
  const whole = fields.filter(({ field }) => field.bits === undefined);
  const numbers = whole.flatMap(({ path, field }) => [
    `__builtin_offsetof(${tag}, ${path})`,
    field.type.kind === "flexible" ? "0" : `sizeof(((${tag} *)0)->${path})`,
  ]);
  const list = ["1", `sizeof(${tag})`, `_Alignof(${tag})`, ...numbers].join(", ");
  const bits = fields.flatMap(({ path, field }, at) =>
    field.bits === undefined ? [] : [`${tag} bits_${index}_${at} = { .${path} = -1 };`],
  );
  return [`unsigned long long numbers_${index}[] = { ${list} };`, ...bits].join("\n");
}

function answer(layout: Layout, index: number, symbols: Map<string, Uint8Array>, little: boolean): Places {
  const [, sizeOf = 0, alignOf = 0, ...numbers] = readNumbers(symbols.get(`numbers_${index}`)!, little);
  const fields = fieldsOf(layout).map(({ path, field }, at) => {
    if (field.bits === undefined) return [path, wholePlace(numbers.shift()!, numbers.shift()!)];
    const set = setBits(symbols.get(`bits_${index}_${at}`)!, little);
    return [path, bitPlace(set[0]!, set.at(-1)! - set[0]! + 1)];
  });
  return { sizeof: sizeOf, _Alignof: alignOf, ...Object.fromEntries(fields) };
}

function wholePlace(offset: number, size: number): string {
  return `${size} bytes at ${offset}`;
}

function bitPlace(at: number, width: number): string {
  return `${width} bits at bit ${at}`;
}

function readNumbers(bytes: Uint8Array, little: boolean): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 8 }, (_, index) => Number(view.getBigUint64(8 * index, little)));
}

/** Numbers of the bits that are 1, counted as a layout's `BitRange` counts them. */
function setBits(bytes: Uint8Array, little: boolean): number[] {
  return Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => {
    const inByte = little ? bit % 8 : 7 - (bit % 8);
    return ((bytes[bit >> 3]! >> inByte) & 1) === 1;
  });
}
