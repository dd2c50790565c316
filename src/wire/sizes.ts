import { inBounds, viewOf } from "./binding.ts";
import { BytewrightError, type Fault, faultOf } from "./errors.ts";
import { describeLength, largestRecord, outOfBounds, tooManyElements } from "./faults.ts";
import { type FlexibleField, fieldsOf, flexibleField } from "./fields.ts";
import { headerField } from "./header-field.ts";
import { listChecker } from "./kinds/array.ts";
import { type Choices, choices, extended, type Sized } from "./kinds/hooks.ts";
import { type Checker, faultInside, type NumberField, numberReader, type ReadNumber } from "./kinds/kind.ts";
import { countedBy, type FlexibleLayout, type Layout, leastSize } from "./layout.ts";
import { mostOf } from "./limits.ts";
import { once } from "./once.ts";
import { findField } from "./places.ts";
import { textSize } from "./text.ts";
import { refusal, tooLarge } from "./values.ts";
import type { RecordView } from "./view.ts";
import { whereIn } from "./where.ts";

/** The sizes of records that end in a flexible array: what header and count tell of them, and their elements. */

/** A number that tells the size, at a path of the record. */
interface Told extends NumberField {
  readonly path: string;
  readonly read: ReadNumber;
}

/** Where a record has what its size depends on, found in its layout once. */
export interface Sizes {
  readonly baseSize: number;
  /** bytes in front of what the length counts, and in how many bytes it counts */
  readonly before: number;
  readonly unit: number;
  readonly length: Told | undefined;
  readonly array: FlexibleField | undefined;
  readonly count: Told | undefined;
}

export const sizesOf: (layout: Layout) => Sizes = /* @__PURE__ */ once((layout: Layout) => {
  const array = flexibleField(layout);
  // What counts it stands beside it.
  const path = array?.name.replace(/[^.]*$/, array.type.count ?? "") ?? "";
  const found = array?.type.count === undefined ? undefined : findField(layout, path.split("."));
  const told = (field: NumberField & { path: string }) => ({ ...field, read: numberReader(field) });
  const length = headerField(layout, "length");
  return {
    baseSize: leastSize(layout),
    ...countedBy(layout),
    length: length && told(length),
    array,
    count: found && told({ ...found.field, offset: found.offset, path }),
  };
});

/** What is wrong with a record's length, its bounds and the number of its elements, then with the elements. */
function checkers(layout: Layout): readonly Checker[] {
  const { name } = layout;
  const sizes = sizesOf(layout);
  const { length, count, baseSize, array } = sizes;
  if (array === undefined) return [];
  const { name: path, offset, type } = array;
  const size: Checker = (v, p, le, bytesEnd = 0) => {
    const told = length?.read(v, p, le);
    const counted = count && Number(count.read(v, p, le));
    const expected = told === undefined ? undefined : otherLength(sizes, type, Number(told), counted);
    if (length !== undefined && expected !== undefined) {
      return faultOf("wrong-length", name, length.path, p + length.offset, told, expected);
    }
    const size = toldSize(sizes, type, told, counted);
    if (p + size > bytesEnd) return outOfBounds(name, { length: bytesEnd }, p, size);
    const end = told === undefined && counted === undefined ? bytesEnd - p : size;
    const all = (counted ?? Math.floor((end - baseSize) / type.stride)) * (type.each ?? 1);
    if (type.as === "bytes" || all <= mostOf(type.as)) return undefined;
    return tooManyElements(name, path, p + offset, all, type.as);
  };
  const checkElements = listChecker(type);
  if (checkElements === undefined) return [size];
  const tell = elementTeller(layout);
  const inside: Checker = (v, p, le, bytesEnd = 0) => {
    const elements = elementsIn(sizes, type, v, p, le, bytesEnd);
    return faultInside(checkElements(v, p + offset, le, elements, tell?.(v, p, le, undefined)), path);
  };
  return [size, inside];
}

/** Reads what tags say of the elements: those beside the array, and around the structs that it is in. */
function elementTeller(layout: Layout): ReturnType<Choices["teller"]> {
  const tell = choices?.teller(layout);
  const last = fieldsOf(layout).direct.at(-1);
  const inner = last?.type.kind === "struct" ? elementTeller(last.type.layout) : undefined;
  if (last === undefined || inner === undefined) return tell;
  return (v, p, le, around) => inner(v, p + last.offset, le, tell?.(v, p, le, around) ?? around);
}

export const sizedRecords: Sized = { isSized: (layout) => sizesOf(layout).array !== undefined, checkers };

/** What the header's length should be instead, in numbers or words; undefined where it may be what it is. */
function otherLength(
  { baseSize, before, unit }: Sizes,
  { stride, count: name = "n" }: FlexibleLayout,
  told: number,
  count: number | undefined,
): string | undefined {
  const least = baseSize - before;
  const fewest = Math.ceil(least / unit);
  if (told < fewest) return `${fewest} or more`;
  const words = describeLength(least, stride, name, unit);
  if (count === undefined) return (told * unit - least) % stride === 0 ? undefined : words;
  const expected = (least + count * stride) / unit;
  return told === expected ? undefined : `${words} = ${expected}`;
}

/** Bytes of a record by what its length or its count tells. */
function toldSize(
  { baseSize, before, unit }: Sizes,
  { stride }: FlexibleLayout,
  told: number | bigint | undefined,
  count = 0,
): number {
  return told === undefined ? baseSize + count * stride : before + Number(told) * unit;
}

export function elementsIn(
  sizes: Sizes,
  type: FlexibleLayout,
  v: DataView,
  p: number,
  le: boolean,
  bytesEnd: number,
): number {
  const { count, length, baseSize } = sizes;
  const left = bytesEnd - p;
  const size = length ? toldSize(sizes, type, length.read(v, p, le)) : left;
  const room = Math.max(0, Math.floor((Math.min(left, size) - baseSize) / type.stride));
  return count === undefined ? room : Math.max(0, Math.min(room, Number(count.read(v, p, le))));
}

/**
 * How many elements of its flexible array a record has. Of one that may be bad, as many as its count tells and its
 * length and the bytes have room for.
 */
export function countElements(layout: Layout, bytes: Uint8Array, at: number, le: boolean): number {
  const sizes = sizesOf(layout);
  const { array, baseSize } = sizes;
  if (array === undefined || !inBounds(bytes, at, baseSize)) return 0;
  return elementsIn(sizes, array.type, viewOf(bytes), at, le, bytes.length);
}

/** As `sizeAt` of what is extended: see there. */
export function extendedSize(layout: Layout, bytes: Uint8Array, at: number, le: boolean): number | Fault | undefined {
  return extended?.sizeAt(layout, viewOf(bytes), at, le, bytes.length);
}

/**
 * The elements that a view reads of its record's flexible array.
 * @throws BytewrightError if there are more than a list or text can have
 */
export function countIn({ $layout, $bytes, $at, $le }: RecordView): number {
  const elements = countElements($layout, $bytes, $at, $le);
  const { name = "", offset = 0, type } = sizesOf($layout).array ?? {};
  if (type === undefined || type.as === "bytes") return elements;
  const all = elements * (type.eachView ?? type.each ?? 1);
  if (all <= mostOf(type.as)) return elements;
  throw new BytewrightError(tooManyElements($layout.name, name, $at + offset, all, type.as));
}

/** What was taken of the field at a path that leads through structs. */
function takenAt(layout: Layout, taken: readonly unknown[], [name, ...path]: readonly string[]): unknown {
  const { parts } = fieldsOf(layout);
  const i = parts.findIndex((field) => field.name === name);
  const type = parts[i]?.type;
  return type?.kind === "struct" ? takenAt(type.layout, taken[i] as readonly unknown[], path) : taken[i];
}

/**
 * Bytes of a record with the elements that were taken.
 * @throws BytewrightError if its header cannot tell them
 */
export function sizeTaken(layout: Layout, taken: readonly unknown[]): number | undefined {
  const { array, baseSize } = sizesOf(layout);
  if (array === undefined) return undefined;
  const { name } = array;
  const given = takenAt(layout, taken, name.split("."));
  const length = typeof given === "string" ? textSize(given) : (given as ArrayLike<unknown>).length;
  const size = baseSize + length * array.type.stride;
  refuseSize(layout, name, size);
  return size;
}

/** @throws BytewrightError if the header of a record cannot tell that it has so many bytes */
export function refuseSize(layout: Layout, path: string, size: number): void {
  const { name, record } = layout;
  if (record === undefined) return;
  const { before, unit } = countedBy(layout);
  const where = whereIn(name, path);
  const limit = largestRecord(record.framing);
  if (size > limit) throw tooLarge(where, size, limit);
  const counted = size - before;
  if (counted % unit !== 0) throw refusal("wrong-length", where, counted, `a multiple of ${unit}`);
}
