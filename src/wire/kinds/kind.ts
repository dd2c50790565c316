import type { Binding } from "../binding.ts";
import type { Fault } from "../errors.ts";
import { type FieldLayout, type FieldType, fieldTypeOf } from "../layout.ts";

/** What holds wherever in a value something is looked at, and where in it that is. */
export interface Where {
  /** C name of the record, for errors */
  readonly record: string;
  /** decides on whether what is given of a union agrees */
  readonly le: boolean;
  /** its name or number in what is around it; changed from one field or element to the next */
  key: string | number;
  readonly around: Where | undefined;
}

export function whereIn(record: string, le: boolean, key: string | number = "", around?: Where): Where {
  return { record, le, key, around };
}

/** The path of something, or of what has the name or number `inner` in it: put together only when a fault tells it. */
export function pathOf({ key, around }: Where, inner: string | number = ""): string {
  const path = around === undefined ? step(key) : pathOf(around, key);
  return joinPaths(path, step(inner));
}

function step(key: string | number): string {
  return typeof key === "number" ? `[${key}]` : key;
}

/** What generated code needs of a kind of field: to say what is wrong, and to make a value of zeros. */
export interface Kind<T> {
  /**
   * What a value says, taken out of it: each property is read once, and nothing of the caller's is kept.
   * @throws BytewrightError if it does not fit
   */
  take(type: T, given: unknown, where: Where): unknown;
  /** `given`, completed with zeros and constants; of a tagged union with what its tag says. */
  create(type: T, given: unknown, where: Where, path: string, tag?: unknown): unknown;
  /** What reads a kind that is a number. */
  numberReader?(type: T): ReadNumber;
  /** Looks for what no bytes of the type may say, such as another constant; undefined where every byte is good. */
  checker?(type: T): Checker | undefined;
}

/** What else run-time codecs, unions and views do with a kind. */
export interface Coder<T> {
  readonly kind: FieldType["kind"];
  /** Made once for a layout, as the others are. */
  reader(type: T): Read;
  /** Writes what was taken into bytes that are zero. */
  writer(type: T): Write;
  /** Finds out whether bytes say what was taken. */
  comparer(type: T): Compare;
  /** What a view gives where that is no copy: bytes where they stand, structs as views. */
  look?(type: T, record: string): Read;
}

/** Reads one value at `p`; a tagged union by what its tag says, a flexible array by the number of its elements. */
export type Read = (b: Binding, p: number, le: boolean, told?: number) => unknown;

export type Write = (b: Binding, p: number, le: boolean, taken: unknown) => void;

export type Compare = (b: Binding, p: number, le: boolean, taken: unknown) => boolean;

export type ReadNumber = (v: DataView, p: number, le: boolean) => number | bigint;

/** Looks at the type at `p`; a fault has its path from there on, and no record yet. */
export type Checker = (v: DataView, p: number, le: boolean, tag?: number) => Fault | undefined;

/** What is told of a fault inside something, told from outside. */
export function faultInside(found: Fault | undefined, path: string): Fault | undefined {
  return found && { ...found, path: joinPaths(path, found.path) };
}

/** `list[1]` and `x`, or `list` and `[1].x`: `list[1].x`. */
export function joinPaths(path: string, inner: string): string {
  return path === "" || inner === "" || inner.startsWith("[") ? path + inner : `${path}.${inner}`;
}

type Kinds = { [kind: string]: Kind<never> };
type Coders = { [kind: string]: Coder<never> };

/**
 * The kinds that this program has. Whatever makes a type of a kind puts the kind here, so that a bundle holds those of
 * its layouts and no others.
 */
const kinds: Kinds = {};
const coders: Coders = {};

export function useKind<T>(name: FieldType["kind"], kind: Kind<T>): void {
  kinds[name] = kind;
}

export function useCoders(used: readonly Coder<never>[]): void {
  for (const coder of used) coders[coder.kind] = coder;
}

export function kindOf(type: FieldType): Kind<FieldType> {
  return (kinds[type.kind] ?? missing(type.kind)) as Kind<FieldType>;
}

export function coderOf(type: FieldType): Coder<FieldType> {
  return (coders[type.kind] ?? missing(type.kind)) as Coder<FieldType>;
}

function missing(kind: string): never {
  throw new TypeError(`the layout was not made by this runtime: its kind ${kind} is not here`);
}

/** Reads the number in a field of the struct at `p`. */
export function numberReader(field: FieldLayout): ReadNumber {
  const type = fieldTypeOf(field);
  const { offset } = field;
  const read = kindOf(type).numberReader?.(type) as ReadNumber;
  return (v, p, le) => read(v, p + offset, le);
}
