import { ImportError } from "../import-error.ts";
import { At } from "./constants.ts";
import type { Value } from "./forms.ts";
import type { Entry } from "./unit.ts";

/** Larger than any type, and small enough that bits can be counted. */
const MOST_SIZE = 2 ** 48;

/** The size that an entry tells, in bytes. */
export function sizeOf({ at, values }: Entry): number | undefined {
  const size = values.get(At.byteSize);
  if (size === undefined || size instanceof Uint8Array) return undefined;
  if (typeof size === "number" && size >= 0 && size <= MOST_SIZE) return size;
  throw new ImportError(`the type at 0x${at.toString(16)} takes ${size} bytes`);
}

/** A number that may have been written without its sign, in 64 bits. */
export function signedOf(value: Value | undefined): number | undefined {
  if (typeof value === "bigint") return Number(BigInt.asIntN(64, value));
  return typeof value === "number" ? value : undefined;
}

/** An enumerator's value; some compilers write wide ones as blocks, which are no value of C. */
export function integerOf(value: Value | undefined): bigint {
  return typeof value === "number" || typeof value === "bigint" ? BigInt(value) : 0n;
}
