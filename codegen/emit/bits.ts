import type { FieldLayout, IntegerLayout } from "../../src/wire/index.ts";
import type { Imports, RuntimeValue } from "./imports.ts";
import type { Order, Slot, ValueSlot } from "./unit.ts";

/** A slot that is a bit field; `at` counts bits from the start of the unit. */
export interface BitSlot {
  readonly at: number;
  readonly width: number;
  readonly type: IntegerLayout;
}

export function bitSlot({ field, offset, type }: Pick<ValueSlot, "field" | "offset" | "type">): BitSlot | undefined {
  if (field.bits === undefined || type.kind !== "integer") return undefined;
  // The slot's offset is that of the first byte; bits count from the start of the struct that the field is in.
  return { at: (offset - field.offset) * 8 + field.bits.at, width: field.bits.width, type };
}

/** Expression that reads a bit field of the struct at `base`. */
export function getBits({ at, width, type }: BitSlot, base: string, order: Order, imports: Imports): string {
  const name = `get${type.big ? "Big" : ""}Bits${order.name === "big" ? "Be" : ""}` as RuntimeValue;
  const read = `${imports.use(name)}(b, ${base}, ${at}, ${width})`;
  if (!type.signed) return read;
  return type.big ? `BigInt.asIntN(${width}, ${read})` : `${imports.use("signedBits")}(${read}, ${width})`;
}

/** Statement that writes a bit field; its bytes must have been zeroed. */
export function putBits({ at, width, type }: BitSlot, value: string, order: Order, imports: Imports): string {
  const name = `put${type.big ? "Big" : ""}Bits${order.name === "big" ? "Be" : ""}` as RuntimeValue;
  return `${imports.use(name)}(b, p, ${at}, ${width}, ${value});`;
}

/** Whether a number does not fit a bit field. */
export function bitsMisfit({ width, type }: BitSlot, value: string): string {
  if (type.big) {
    return `typeof ${value} !== "bigint" || BigInt.as${type.signed ? "Int" : "Uint"}N(${width}, ${value}) !== ${value}`;
  }
  const left = 32 - width;
  const wrapped = type.signed
    ? `${value} << ${left} >> ${left}`
    : width === 32
      ? `${value} >>> 0`
      : `(${value} & ${2 ** width - 1})`;
  return `typeof ${value} !== "number" || ${wrapped} !== ${value}`;
}

/** What fits a bit field, in words: `u32 : 3 (0..7)`. */
export function bitsRange({ width, type }: BitSlot): string {
  const bits = BigInt(width);
  const min = type.signed ? -(2n ** (bits - 1n)) : 0n;
  const max = type.signed ? 2n ** (bits - 1n) - 1n : 2n ** bits - 1n;
  return `${type.signed ? "s" : "u"}${type.size * 8} : ${width} (${min}..${max})`;
}

/** The runs of bytes that bit fields and the holes between them touch: each is zeroed before its fields are put in. */
export function bitRuns(slots: readonly Slot[]): { readonly offset: number; readonly size: number }[] {
  const touched = new Set<number>();
  for (const slot of slots) {
    const bits = slot.kind === "padding" ? slot.bits : (slot.field as FieldLayout).bits;
    if (bits === undefined) continue;
    const size = slot.kind === "padding" ? slot.size : slot.field.size;
    for (let i = 0; i < size; i++) touched.add(slot.offset + i);
  }
  const runs: { offset: number; size: number }[] = [];
  for (const byte of [...touched].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last.offset + last.size === byte) last.size++;
    else runs.push({ offset: byte, size: 1 });
  }
  return runs;
}
