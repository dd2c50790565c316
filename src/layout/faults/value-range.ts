import type { TypeNode } from "../../../schema/dsl/types.ts";

/** The smallest and the largest value of an integer type. */
export interface ValueRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** What a type can hold, if it holds integers. `long` and pointers count as 64 bits wide. */
export function valueRange(type: TypeNode): ValueRange | undefined {
  switch (type.kind) {
    case "integer":
      return rangeOf(type.size * 8, type.signed);
    case "long":
      return rangeOf(64, type.signed);
    case "pointer":
      return rangeOf(64, false);
    case "char":
      return rangeOf(8, false);
    case "bits":
      return rangeOf(Math.min(Math.max(0, Math.trunc(type.width) || 0), 64), type.base.signed);
    default:
      return undefined;
  }
}

function rangeOf(bits: number, signed: boolean): ValueRange {
  const values = 1n << BigInt(bits);
  return signed ? { min: -values / 2n, max: values / 2n - 1n } : { min: 0n, max: values - 1n };
}

/** Whether a number is whole and exact, and within a range. */
export function fits(value: number | bigint, { min, max }: ValueRange): boolean {
  return isExact(value) && value >= min && value <= max;
}

/** Whether a number says exactly which integer it is: doubles above 2^53 do not. */
export function isExact(value: number | bigint): boolean {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}

/** A type as messages name it: `u32`, `s16 : 3`, `array`. */
export function nameOfType(type: TypeNode): string {
  switch (type.kind) {
    case "integer":
      return `${type.signed ? "s" : "u"}${type.size * 8}`;
    case "float":
      return `f${type.size * 8}`;
    case "long":
      return type.signed ? "long" : "ulong";
    case "bits":
      return `${nameOfType(type.base)} : ${type.width}`;
    case "flexible":
      return "array";
    default:
      return type.kind;
  }
}
