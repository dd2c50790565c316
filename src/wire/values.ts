import { BytewrightError, type FaultCode } from "./errors.ts";
import { isBytes } from "./is-bytes.ts";

/** Why a value cannot be encoded. Called once it is known that it cannot: these only find the words. */

const ranges = {
  u8: "u8 (0..255)",
  u16: "u16 (0..65535)",
  u32: "u32 (0..4294967295)",
  u64: "u64 (0..18446744073709551615)",
  s8: "s8 (-128..127)",
  s16: "s16 (-32768..32767)",
  s32: "s32 (-2147483648..2147483647)",
  s64: "s64 (-9223372036854775808..9223372036854775807)",
  char: "char (0..255)",
} as const;

export type IntegerName = keyof typeof ranges;

function refuse(code: FaultCode, record: string, path: string, found: string, expected: string): BytewrightError {
  return new BytewrightError({ code, record, path, offset: undefined, found, expected });
}

/** A number that does not fit, or something that is no number (no bigint, where 64 bits are asked for). */
export function unfit(
  record: string,
  path: string,
  found: unknown,
  type: IntegerName,
  big: boolean = type === "u64" || type === "s64",
): BytewrightError {
  const wanted = big ? "bigint" : "number";
  return typeof found === wanted
    ? refuse("out-of-range", record, path, show(found as number | bigint), ranges[type])
    : refuse("wrong-value", record, path, describe(found), `a ${wanted}, ${ranges[type]}`);
}

/** A number that does not fit a bit field of `width` bits. */
export function unfitBits(record: string, path: string, found: unknown, expected: string): BytewrightError {
  return typeof found === "number" || typeof found === "bigint"
    ? refuse("out-of-range", record, path, show(found), expected)
    : refuse("wrong-value", record, path, describe(found), expected);
}

/** Something of another kind than the field takes. */
export function wrongValue(record: string, path: string, found: unknown, expected: string): BytewrightError {
  return refuse("wrong-value", record, path, describe(found), expected);
}

/** A constant that was given with another value. */
export function notConstant(record: string, path: string, found: unknown, expected: number | bigint): BytewrightError {
  return refuse("wrong-constant", record, path, describe(found), String(expected));
}

/** A value of the field that tells records apart which belongs to another record. */
export function notVariant(record: string, path: string, found: unknown, expected: string): BytewrightError {
  return refuse("wrong-variant", record, path, describe(found), expected);
}

/** A list, string or byte string with more or fewer elements than its field has. */
export function wrongCount(record: string, path: string, found: number, expected: number): BytewrightError {
  return refuse("wrong-count", record, path, `${found} elements`, `${expected}`);
}

/** A count that was given beside its array, and differs from it. */
export function countDiffers(
  record: string,
  path: string,
  found: unknown,
  array: string,
  length: number,
): BytewrightError {
  return refuse("wrong-count", record, path, describe(found), `${length}, the number of elements of ${array}`);
}

/** A string that is too long for its field, or that no bytes decode to. `size` as `textSize` gives it. */
export function unfitText(record: string, path: string, size: number, room: number): BytewrightError {
  return size < 0
    ? refuse("not-encodable", record, path, "a lone surrogate", "text, with other bytes b as U+DC00+b")
    : refuse("too-long", record, path, `${size} bytes`, `char[${room}]`);
}

/** Says for an error inside a member where that member stands. */
export function inside(error: unknown, record: string, path: string): unknown {
  if (!(error instanceof BytewrightError)) return error;
  return new BytewrightError({ ...faultOf(error), record, path: joinPaths(path, error.path) });
}

/** `list[1]` and `x`, or `list` and `[1].x`: `list[1].x`. */
export function joinPaths(path: string, inner: string): string {
  return path === "" || inner === "" || inner.startsWith("[") ? path + inner : `${path}.${inner}`;
}

/** What is created for a member; an error says where in the record around it that stands. */
export function createInside<T>(record: string, path: string, create: () => T): T {
  try {
    return create();
  } catch (error) {
    throw inside(error, record, path);
  }
}

function faultOf({ code, offset, found, expected }: BytewrightError) {
  return { code, offset, found, expected };
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "bigint") return isLong(value) ? show(value) : `the bigint ${value}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value) && value instanceof Uint8Array) {
    return isBytes(value) ? "a Uint8Array" : "a Uint8Array that was detached";
  }
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** To turn a long bigint into digits takes time that grows with the square of its length. */
function show(value: number | bigint): string {
  return typeof value === "bigint" && isLong(value) ? `a bigint of more than ${mostBits} bits` : String(value);
}

const mostBits = 128;

function isLong(value: bigint): boolean {
  return BigInt.asIntN(mostBits + 1, value) !== value;
}
