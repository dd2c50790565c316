import { bind, inBounds } from "../wire/binding.ts";
import type { ByteOrder } from "../wire/codec.ts";
import type { Fault } from "../wire/errors.ts";
import {
  describeLength,
  outOfBounds,
  tooManyElements,
  wrongConstant,
  wrongLength,
  wrongType,
  wrongVariant,
} from "../wire/faults.ts";
import { mostOf } from "../wire/limits.ts";
import { joinPaths } from "../wire/values.ts";
import { describeVariants, isVariant } from "../wire/variant.ts";
import { readField } from "./read.ts";
import type { LengthRule, Place, Rules } from "./rules.ts";

/** What `decode` refuses of the bytes at `at`: bounds, type, variant, length, bounds of the whole, constants. */
export function checkRecord(rules: Rules, bytes: Uint8Array, at: number, byteOrder: ByteOrder): Fault | undefined {
  const { name, baseSize } = rules;
  if (!inBounds(bytes, at, baseSize)) return outOfBounds(name, bytes, at, baseSize);
  const exact = integerReader(bytes, at, byteOrder);
  const read = numbersOf(exact);
  return (
    checkType(rules, at, read) ??
    checkVariant(rules, at, read) ??
    checkLength(rules, at, exact) ??
    checkEnd(rules, bytes, at, read) ??
    checkElements(rules, bytes, at, byteOrder) ??
    checkConstants(rules, bytes, at, byteOrder)
  );
}

type ReadExactly = (place: Place) => number | bigint;
type Read = (place: Place) => number;

function integerReader(bytes: Uint8Array, at: number, byteOrder: ByteOrder): ReadExactly {
  const b = bind(bytes);
  return ({ field, base }) => readField(field, b, at + base, byteOrder) as number | bigint;
}

/** What is compared with sizes: those over 2^53 are too large, however large they are. */
function numbersOf(exact: ReadExactly): Read {
  return (place) => Number(exact(place));
}

function checkType({ name, type }: Rules, at: number, read: Read): Fault | undefined {
  if (type === undefined) return undefined;
  const found = read(type.place);
  return found === type.value ? undefined : wrongType(name, type.place.path, at + type.place.offset, found, type.value);
}

function checkVariant({ name, when }: Rules, at: number, read: Read): Fault | undefined {
  if (when === undefined) return undefined;
  const { place } = when;
  const found = read(place);
  if (isVariant(when, found)) return undefined;
  return wrongVariant(name, place.path, at + place.offset, found, describeVariants(when));
}

function checkLength(rules: Rules, at: number, exact: ReadExactly): Fault | undefined {
  const { name, length } = rules;
  if (length === undefined) return undefined;
  const found = exact(length.place);
  const expected = otherLength(Number(found), length, rules, numbersOf(exact));
  return expected === undefined
    ? undefined
    : wrongLength(name, length.place.path, at + length.place.offset, found, expected);
}

/** The length that the header should tell, in its own units, if it is not `found`. */
function otherLength(found: number, length: LengthRule, { flexible }: Rules, read: Read): number | string | undefined {
  const { least, unit } = length;
  if (flexible === undefined) return found === least / unit ? undefined : least / unit;
  const fewest = Math.ceil(least / unit);
  if (found < fewest) return `${fewest} or more`;
  const { stride, count = "n" } = flexible.type;
  const words = describeLength(least, stride, count, unit);
  if (flexible.count === undefined) return (found * unit - least) % stride === 0 ? undefined : words;
  const expected = (least + read(flexible.count) * stride) / unit;
  return found === expected ? undefined : `${words} = ${expected}`;
}

/** Once the length is right, the record ends where its header says, or where its count does. */
function checkEnd(rules: Rules, bytes: Uint8Array, at: number, read: Read): Fault | undefined {
  const size = toldSize(rules, read) ?? countedSize(rules, read) ?? rules.baseSize;
  return at + size <= bytes.length ? undefined : outOfBounds(rules.name, bytes, at, size);
}

/** Bytes of the whole record, as its header tells. */
function toldSize({ length }: Rules, read: Read): number | undefined {
  return length && length.before + read(length.place) * length.unit;
}

function countedSize({ baseSize, flexible }: Rules, read: Read): number | undefined {
  return flexible?.count && baseSize + read(flexible.count) * flexible.type.stride;
}

function checkElements(rules: Rules, bytes: Uint8Array, at: number, byteOrder: ByteOrder): Fault | undefined {
  const { name, flexible } = rules;
  if (flexible === undefined || flexible.type.as === "bytes") return undefined;
  const { as } = flexible.type;
  const elements = countElements(rules, bytes, at, byteOrder) * flexible.each;
  if (elements <= mostOf(as)) return undefined;
  return tooManyElements(name, flexible.name, at + flexible.offset, elements, as);
}

function checkConstants(rules: Rules, bytes: Uint8Array, at: number, byteOrder: ByteOrder): Fault | undefined {
  const { flexible } = rules;
  const own = differing(rules.constants, rules.name, "", bytes, at, byteOrder);
  if (own !== undefined || flexible === undefined || flexible.constants.length === 0) return own;
  const count = countElements(rules, bytes, at, byteOrder);
  for (let i = 0; i < count; i++) {
    const element = at + flexible.offset + i * flexible.type.stride;
    const path = `${flexible.name}[${i}]`;
    const fault = differing(flexible.constants, rules.name, path, bytes, element, byteOrder);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The first of some constants that has another value in the struct at `base`. */
function differing(
  constants: readonly Place[],
  name: string,
  around: string,
  bytes: Uint8Array,
  base: number,
  byteOrder: ByteOrder,
): Fault | undefined {
  for (const { path, offset, field, base: inner } of constants) {
    const found = readField(field, bind(bytes), base + inner, byteOrder) as number | bigint;
    const expected = field.constant as number | bigint;
    if (!Object.is(found, expected))
      return wrongConstant(name, joinPaths(around, path), base + offset, found, expected);
  }
  return undefined;
}

/**
 * How many elements of its flexible array a record has. Of a record that `checkRecord` refuses, as many as its count
 * tells and its length and the bytes have room for.
 */
export function countElements(rules: Rules, bytes: Uint8Array, at: number, byteOrder: ByteOrder): number {
  const { flexible, baseSize } = rules;
  if (flexible === undefined) return 0;
  const read = numbersOf(integerReader(bytes, at, byteOrder));
  const left = bytes.length - at;
  const size = Math.min(left, Math.max(baseSize, toldSize(rules, read) ?? left));
  const room = Math.max(0, Math.floor((size - baseSize) / flexible.type.stride));
  return flexible.count === undefined ? room : Math.max(0, Math.min(room, read(flexible.count)));
}
