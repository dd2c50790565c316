import type { DiscriminatorLayout, FieldLayout, Layout } from "../layout.ts";
import type { Checker, Given, TakeField } from "./kind.ts";

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

/** Records that share their type with others. */
export interface Variants {
  checker(when: DiscriminatorLayout): Checker;
  /** What is given for a new record, with a value for the field that tells it from others. */
  complete(when: DiscriminatorLayout, layout: Layout, init: Given): Given;
  /** @throws BytewrightError if what was taken is another record's */
  refuse(when: DiscriminatorLayout, layout: Layout, taken: readonly unknown[]): void;
}

export let sized: Sized | undefined;
export let constants: Constants | undefined;
export let counted: Counted | undefined;
export let tagged: Beside | undefined;
export let variants: Variants | undefined;

export function useSized(used: Sized): void {
  sized = used;
}

export function useConstants(used: Constants): void {
  constants = used;
}

export function useCounted(used: Counted): void {
  counted = used;
}

export function useTagged(used: Beside): void {
  tagged = used;
}

export function useVariants(used: Variants): void {
  variants = used;
}
