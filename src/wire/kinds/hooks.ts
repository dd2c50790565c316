import type { ByteOrder } from "../codec.ts";
import type { Fault } from "../errors.ts";
import type {
  DiscriminatorLayout,
  FieldLayout,
  HeaderPlace,
  IntegerLayout,
  Layout,
  RecordType,
  Told,
} from "../layout.ts";
import type { Where } from "../where.ts";
import type { Checker, Given, ReadNumber, TakeField, Write } from "./kind.ts";

/** What only some layouts need. Whatever makes one puts it here; a bundle without has neither it nor what asks for it. */

/** Records with a flexible array, in bytes. */
export interface Sized {
  isSized(layout: Layout): boolean;
  /** What is wrong with the size of a record, then with the elements. */
  checkers(layout: Layout): readonly Checker[];
}

/** Fields that tell of another one beside them, and those others. */
export interface Beside {
  taker(field: FieldLayout, own: readonly FieldLayout[]): TakeField | undefined;
  /** What a field that tells of another one says by what is given for that; undefined for any other field. */
  told(field: FieldLayout, own: readonly FieldLayout[], around: Given): unknown;
}

/** Flexible arrays and the fields that count them. */
export interface Counted extends Beside {
  /** Bytes of a record with a flexible array, by what was taken. */
  sizeTaken(layout: Layout, taken: readonly unknown[]): number | undefined;
}

/** Fields that may have one value only. */
export interface Constants extends Beside {
  checker(field: FieldLayout): Checker | undefined;
}

/** Unions of which other fields say which member is meant. */
export interface Choices {
  /** Reads what the fields of a struct say of unions in it, beside what is told around it. */
  teller(layout: Layout): ((v: DataView, p: number, le: boolean, around: Told | undefined) => Told) | undefined;
  /** Takes such a field, which may be left out. */
  taker(field: FieldLayout): TakeField | undefined;
  /** @throws BytewrightError if what was taken of such a field is not what was taken of the unions */
  settler(layout: Layout): ((taken: unknown[], here: Where) => void) | undefined;
  /** What is given for a new struct, with values for such fields, and what they say. */
  complete(layout: Layout, init: Given, around: unknown): { readonly init: Given; readonly told: unknown };
  isMeant(only: NonNullable<FieldLayout["only"]>, told: Told | undefined): boolean;
}

/** Records that share their type with others. */
export interface Variants {
  checker(when: DiscriminatorLayout): Checker;
  /** What is given for a new record, with a value for the field that tells it from others. */
  complete(when: DiscriminatorLayout, layout: Layout, init: Given): Given;
  /** @throws BytewrightError if what was taken is another record's */
  refuse(when: DiscriminatorLayout, layout: Layout, taken: readonly unknown[]): void;
}

/** Records with parts, that grow, or of which something is reckoned. */
export interface Extended extends Sized {
  /** Bytes of the record at `p`, which nothing in front of it tells, or why it cannot tell; undefined if none of its parts does. */
  sizeAt(layout: Layout, v: DataView, p: number, le: boolean, limit: number): number | Fault | undefined;
}

/** Headers that tell type or length otherwise than by a plain number. */
export interface Telling {
  read(place: HeaderPlace, byteOrder: ByteOrder, bytes: Uint8Array, at: number): RecordType;
  /** What looks at the type of a record; undefined where that is a plain number. */
  checker(layout: Layout): Checker | undefined;
}

/** Integers of sizes that a DataView does not know; undefined for those of others. */
export interface Wide {
  numberReader(type: IntegerLayout): ReadNumber | undefined;
  writer(type: IntegerLayout): Write | undefined;
}

export let wide: Wide | undefined;
export let sized: Sized | undefined;
export let extended: Extended | undefined;
export let constants: Constants | undefined;
export let counted: Counted | undefined;
export let choices: Choices | undefined;
export let variants: Variants | undefined;
export let telling: Telling | undefined;

export function useSized(used: Sized): void {
  sized ??= used;
}

/** It knows of flexible arrays, too. */
export function useExtended(used: Extended): void {
  sized = used;
  extended = used;
}

export function useConstants(used: Constants): void {
  constants = used;
}

export function useCounted(used: Counted): void {
  counted = used;
}

export function useChoices(used: Choices): void {
  choices = used;
}

export function useWide(used: Wide): void {
  wide = used;
}

export function useVariants(used: Variants): void {
  variants = used;
}

export function useTelling(used: Telling): void {
  telling = used;
}
