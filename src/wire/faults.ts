import type { Framing } from "./codec.ts";
import { BytewrightError, type Fault } from "./errors.ts";
import { mostOf } from "./limits.ts";

/**
 * The faults that codecs find. Generated code calls these only when something is wrong, so that the code that runs
 * when all is well stays small.
 */

export function outOfBounds(record: string, bytes: Uint8Array, at: number, size: number): Fault {
  if (!(Number.isInteger(at) && at >= 0)) {
    const expected = "an offset: a whole number, 0 or more";
    return { code: "out-of-bounds", record, path: "", offset: undefined, found: String(at), expected };
  }
  const found = Math.max(0, bytes.length - at);
  return { code: "out-of-bounds", record, path: "", offset: at, found, expected: size };
}

/** Why a record cannot be written where it was to go. */
export function noRoom(record: string, bytes: Uint8Array, at: number, size: number): BytewrightError {
  return new BytewrightError(outOfBounds(record, bytes, at, size));
}

export function wrongType(record: string, path: string, offset: number, found: number, expected: number): Fault {
  return { code: "wrong-type", record, path, offset, found, expected };
}

export function wrongVariant(record: string, path: string, offset: number, found: number, expected: string): Fault {
  return { code: "wrong-variant", record, path, offset, found, expected };
}

export function wrongLength(
  record: string,
  path: string,
  offset: number,
  found: number | bigint,
  expected: number | string,
): Fault {
  return { code: "wrong-length", record, path, offset, found, expected };
}

export function wrongConstant(
  record: string,
  path: string,
  offset: number,
  found: number | bigint,
  expected: number | bigint,
): Fault {
  return {
    code: "wrong-constant",
    record,
    path,
    offset,
    found: show(found),
    expected: show(expected),
  };
}

/** Magics are told apart in hexadecimal. */
function show(value: number | bigint): string | number | bigint {
  if (Object.is(value, -0)) return "-0";
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  return isWhole && value > 0xff ? `0x${value.toString(16)}` : value;
}

/** Bytes of the largest record that a family's headers can tell and its limit allows. */
export function largestRecord({ headerSize, length, maxRecordSize }: Framing): number {
  if (length === undefined) return maxRecordSize;
  const told = (2 ** (length.size * 8) - 1) * length.unit;
  return Math.min(maxRecordSize, length.counts === "payload" ? headerSize + told : told);
}

/** A record whose bytes the header's length, which counts in units, cannot tell. */
export function unevenSize(record: string, path: string, found: number, unit: number): BytewrightError {
  const expected = `a multiple of ${unit}`;
  return new BytewrightError({ code: "wrong-length", record, path, offset: undefined, found, expected });
}

/** What a header tells of a record with elements, in units: `6 + n * 2`, or `(7 + n * 2) / 4` where these are no units. */
export function describeLength(least: number, stride: number, count: string, unit: number): string {
  return least % unit === 0 && stride % unit === 0
    ? `${least / unit} + ${count} * ${stride / unit}`
    : `(${least} + ${count} * ${stride}) / ${unit}`;
}

/** A record whose length, as its value gives it, is over a limit. */
export function tooLarge(record: string, path: string, found: number, expected: number): BytewrightError {
  return new BytewrightError({ code: "too-large", record, path, offset: undefined, found, expected });
}

/** A list or text, in bytes at `offset` or in a value, that has more elements than one can have. */
export function tooManyElements(
  record: string,
  path: string,
  offset: number | undefined,
  elements: number,
  as: "string" | "list",
): Fault {
  const found = `${elements} ${as === "string" ? "bytes" : "elements"}`;
  return { code: "too-large", record, path, offset, found, expected: mostOf(as) };
}

/**
 * The number of elements that a view is to read at `offset`, if there can be so many.
 * @throws BytewrightError
 */
export function readable(
  record: string,
  path: string,
  offset: number,
  elements: number,
  as: "string" | "list",
): number {
  if (elements <= mostOf(as)) return elements;
  throw new BytewrightError(tooManyElements(record, path, offset, elements, as));
}
