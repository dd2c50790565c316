import { elementsForEach } from "../layout/index.ts";
import type { ByteOrder } from "../wire/codec.ts";
import { BytewrightError } from "../wire/errors.ts";
import { tooManyElements } from "../wire/faults.ts";
import { isBytes } from "../wire/is-bytes.ts";
import type { FieldLayout, IntegerLayout, Layout, TypeLayout } from "../wire/layout.ts";
import { longestText, mostElements } from "../wire/limits.ts";
import { fitsText, textSize } from "../wire/text.ts";
import { unionBytes } from "../wire/union.ts";
import {
  countDiffers,
  type IntegerName,
  inside,
  notConstant,
  unfit,
  unfitBits,
  unfitText,
  wrongCount,
  wrongValue,
} from "../wire/values.ts";
import { fieldsOf } from "./fields.ts";
import { type FlexibleLayout, flexibleOf } from "./flexible.ts";
import { plainUnion } from "./union.ts";

/** Fields by name, whatever they hold. */
export type Given = { readonly [field: string]: unknown };

/** What is the same wherever in a value something does not fit. */
interface Context {
  /** C name of the record, for errors */
  readonly record: string;
  /** decides on whether what is given of a union agrees */
  readonly byteOrder: ByteOrder;
}

/**
 * Refuses a value that does not fit its layout, field by field in the order in which they stand. `path` is where the
 * value stands in its record; empty for the record itself.
 * @throws BytewrightError
 */
export function fitStruct(layout: Layout, value: unknown, context: Context, path: string): asserts value is Given {
  if (!isObject(value)) throw wrongValue(context.record, path, value, "an object");
  const { own, unions } = fieldsOf(layout);
  for (const field of own) fitField(field, value, layout, context, path === "" ? field.name : `${path}.${field.name}`);
  for (const union of unions) fitUnion(union.layout, true, value, context, path);
}

/**
 * Refuses a value that does not fit a field for which no other field speaks.
 * @throws BytewrightError
 */
export function fitAlone(field: FieldLayout, given: unknown, context: Context): void {
  if (field.bits !== undefined) fitBits(field, field.bits.width, given, context.record, field.name);
  else fitType(field.type, given, context, field.name);
}

function fitUnion(union: Layout, isLifted: boolean, value: unknown, context: Context, path: string): void {
  const { record, byteOrder } = context;
  try {
    unionBytes(plainUnion(union, isLifted, record, byteOrder), value as Given);
  } catch (error) {
    throw path === "" ? error : inside(error, record, path);
  }
}

function isObject(value: unknown): value is Given {
  return typeof value === "object" && value !== null;
}

function fitField(field: FieldLayout, value: Given, layout: Layout, context: Context, path: string): void {
  const { record } = context;
  const given = value[field.name];
  if (field.constant !== undefined) {
    if (given !== undefined && given !== field.constant) throw notConstant(record, path, given, field.constant);
  } else if (field.counts !== undefined) fitCount(field, given, field.counts, value, layout, record, path);
  else if (field.bits !== undefined) fitBits(field, field.bits.width, given, record, path);
  else fitType(field.type, given, context, path);
}

/** A count comes from its array; one that is given must agree. */
function fitCount(
  field: FieldLayout,
  given: unknown,
  array: string,
  value: Given,
  layout: Layout,
  record: string,
  path: string,
): void {
  const type = field.type as IntegerLayout;
  const flexible = flexibleOf(layout)?.type as FlexibleLayout;
  fitShape(flexible, value[array], record, array);
  const length = elementsGiven(flexible, value[array]);
  if (flexible.as === "string") fitFlexibleText(value[array] as string, record, array);
  if (given !== undefined && given !== (type.big ? BigInt(length) : length)) {
    throw countDiffers(record, path, given, array, length);
  }
  if (!holds(type, BigInt(length))) throw unfit(record, path, length, integerName(type));
}

function fitType(type: TypeLayout, given: unknown, context: Context, path: string): void {
  const { record } = context;
  switch (type.kind) {
    case "integer":
      if (!isInteger(given, type.big) || !holds(type, BigInt(given))) {
        throw unfit(record, path, given, integerName(type), type.big);
      }
      return;
    case "char":
      if (!isInteger(given, false) || given < 0 || given > 255) throw unfit(record, path, given, "char");
      return;
    case "float":
      if (typeof given !== "number") throw wrongValue(record, path, given, "a number");
      return;
    case "string": {
      if (typeof given !== "string") throw wrongValue(record, path, given, "a string");
      const size = textSize(given);
      if (size < 0 || size > type.size) throw unfitText(record, path, size, type.size);
      return;
    }
    case "bytes":
      if (!isBytes(given)) throw wrongValue(record, path, given, "a Uint8Array");
      if (given.length !== type.size) throw wrongCount(record, path, given.length, type.size);
      return;
    case "array":
      if (!Array.isArray(given)) throw wrongValue(record, path, given, "a list");
      if (given.length !== type.length) throw wrongCount(record, path, given.length, type.length);
      fitList(type.element, given, context, path);
      return;
    case "flexible":
      fitShape(type, given, record, path);
      if (type.as === "string") fitFlexibleText(given as string, record, path);
      if (type.as === "list") fitFlexibleList(type, given as readonly unknown[], context, path);
      return;
    case "struct":
      fitStruct(type.layout, given, context, path);
      return;
    case "union":
      fitUnion(type.layout, false, given, context, path);
  }
}

function fitList(element: TypeLayout, list: readonly unknown[], context: Context, path: string): void {
  for (const [i, item] of list.entries()) fitType(element, item, context, `${path}[${i}]`);
}

function fitFlexibleList(type: FlexibleLayout, list: readonly unknown[], context: Context, path: string): void {
  const elements = list.length * elementsForEach(type);
  if (elements > mostElements) {
    throw new BytewrightError(tooManyElements(context.record, path, undefined, elements, "list"));
  }
  fitList(type.element, list, context, path);
}

function fitFlexibleText(text: string, record: string, path: string): void {
  if (!fitsText(text, longestText)) throw unfitText(record, path, textSize(text), longestText);
}

function fitShape({ as }: FlexibleLayout, given: unknown, record: string, path: string): void {
  if (as === "bytes" && !isBytes(given)) throw wrongValue(record, path, given, "a Uint8Array");
  if (as === "string" && typeof given !== "string") throw wrongValue(record, path, given, "a string");
  if (as === "list" && !Array.isArray(given)) throw wrongValue(record, path, given, "a list");
}

/** Elements that the value of a flexible array takes. */
export function elementsGiven({ as }: FlexibleLayout, given: unknown): number {
  return as === "string" ? textSize(given as string) : (given as { readonly length: number }).length;
}

function fitBits({ type }: FieldLayout, width: number, given: unknown, record: string, path: string): void {
  const { size, signed, big } = type as IntegerLayout;
  const least = signed ? -(1n << BigInt(width - 1)) : 0n;
  const most = (1n << BigInt(signed ? width - 1 : width)) - 1n;
  if (!isInteger(given, big) || BigInt(given) < least || BigInt(given) > most) {
    throw unfitBits(record, path, given, `${signed ? "s" : "u"}${size * 8} : ${width} (${least}..${most})`);
  }
}

function isInteger(given: unknown, big: boolean): given is number | bigint {
  return big ? typeof given === "bigint" : Number.isInteger(given);
}

function holds({ size, signed }: IntegerLayout, value: bigint): boolean {
  return (signed ? BigInt.asIntN(size * 8, value) : BigInt.asUintN(size * 8, value)) === value;
}

function integerName({ size, signed }: IntegerLayout): IntegerName {
  return `${signed ? "s" : "u"}${(size * 8) as 8 | 16 | 32 | 64}`;
}
