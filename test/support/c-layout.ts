import { type AbiName, abis } from "../../src/layout/index.ts";
import type { FieldLayout, Layout } from "../../src/wire/layout.ts";
import { compileMarked, marked } from "./c-compiler.ts";

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
  const { byteOrder, condition } = abis[abi];
  const declared = new Map(types.flatMap((type) => [...type.declarations])).values();
  const questions = types.map((type, index) => ask(type, index));
  const head = `#include <stdint.h>\n#if !(${condition})\n#error the preprocessor does not know ${abi} by its condition\n#endif`;
  const found = compileMarked([head, ...declared, ...questions, ""].join("\n"), abi);
  return types.map((type, index) => answer(type.layout, index, found, byteOrder === "little"));
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
  const list = [`sizeof(${tag})`, `_Alignof(${tag})`, ...numbers].join(", ");
  const bits = fields.flatMap(({ path, field }, at) =>
    field.bits === undefined ? [] : [marked(`bits_${index}_${at}`, tag, "value", `{ .${path} = -1 }`)],
  );
  const count = 2 + numbers.length;
  return [marked(`numbers_${index}`, "unsigned long long", `value[${count}]`, `{ ${list} }`), ...bits].join("\n");
}

function answer(layout: Layout, index: number, symbols: Map<string, Uint8Array>, little: boolean): Places {
  const fieldsHere = fieldsOf(layout);
  const whole = fieldsHere.filter(({ field }) => field.bits === undefined);
  const list = symbols.get(`numbers_${index}`)!.subarray(0, 8 * (2 + 2 * whole.length));
  const [sizeOf = 0, alignOf = 0, ...numbers] = readNumbers(list, little);
  const fields = fieldsHere.map(({ path, field }, at) => {
    if (field.bits === undefined) return [path, wholePlace(numbers.shift()!, numbers.shift()!)];
    const set = setBits(symbols.get(`bits_${index}_${at}`)!.subarray(0, sizeOf), little);
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
