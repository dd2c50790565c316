import type { Binding } from "../binding.ts";
import { type Fault, type FaultCode, faultOf } from "../errors.ts";
import type { RecordList } from "../extended/placed.ts";
import { type FieldLayout, type FieldType, fieldTypeOf, type Told } from "../layout.ts";
import { joinPaths, type Where } from "../where.ts";

/** What decoding needs of a kind of field where generated code does not do: to say what is wrong with bytes. */
export interface Kind<T> {
  readonly kind: FieldType["kind"];
  /** What reads a kind that is a number. */
  numberReader?(type: T): ReadNumber;
  /**
   * Looks for what no bytes of the type may say, such as another constant, in one of the fields of a struct; undefined
   * where every byte is good.
   */
  checker?(type: T): Checker | undefined;
}

/** What encoding and creating need of it: to say what is wrong with a value, and to make one of zeros. */
export interface Values<T> {
  readonly kind: FieldType["kind"];
  /** Made once for a layout. */
  taker(type: T): Take;
  /** `given`, completed with zeros and constants; `told` is what tags say around it. */
  create(type: T, given: unknown, where: Where, told?: unknown): unknown;
  /** Called once its values are needed. */
  use?(): void;
}

/** What a kind is as a bit field. */
export interface BitsBase<T> {
  /** What bits say, of which the upper ones are 0. */
  read(type: T, found: bigint, width: number): number | bigint | boolean;
  taker(type: T, width: number): Take;
}

/**
 * What a value says, taken out of it: each property is read once, and nothing of the caller's is kept.
 * @throws BytewrightError if it does not fit
 */
export type Take = (given: unknown, where: Where) => unknown;

export type Given = { readonly [field: string]: unknown; readonly $name?: unknown; readonly $bytes?: unknown };

/** A struct while it is taken apart. */
export interface Parts {
  /** what is given of each of its own fields */
  readonly values: unknown[];
  readonly taken: unknown[];
  /** elements of its flexible array, once it has been asked for them */
  length?: number;
}

export type TakeField = (given: unknown, here: Where, parts: Parts) => unknown;

/** What else run-time codecs, unions and views do with a kind. */
export interface Coder<T> {
  readonly kind: FieldType["kind"];
  readonly values: Values<T>;
  /** Made once for a layout, as the others are. */
  reader(type: T): Read;
  /** Writes what was taken into bytes that are zero or, in a union, say what another member does. */
  writer(type: T): Write;
  /** What a view gives where that is no copy: bytes where they stand, structs as views. */
  look?(type: T, record: string): Read;
}

/**
 * Reads one value at `p`; a flexible array by the number of its elements, unions by what tags around it say, records by
 * where they stand.
 */
export type Read = (b: Binding, p: number, le: boolean, elements?: number, told?: Told, list?: RecordList) => unknown;

export type Write = (b: Binding, p: number, le: boolean, taken: unknown) => void;

export type ReadNumber = (v: DataView, p: number, le: boolean) => number | bigint;

/**
 * Looks at the type at `p`; a fault has its path from there on, and no record yet. Of a record, `end` is that of all
 * bytes; `told` is what tags around it say, `list` where records stand.
 */
export type Checker = (
  v: DataView,
  p: number,
  le: boolean,
  end?: number,
  told?: Told,
  list?: RecordList,
) => Fault | undefined;

/** What is told of a fault inside something, told from outside. */
export function faultInside(found: Fault | undefined, path: string): Fault | undefined {
  return found && { ...found, path: joinPaths(path, found.path) };
}

/** Looks at a number that must be right. */
export function numberChecker(
  path: string,
  field: NumberField,
  code: FaultCode,
  expected: NonNullable<Fault["expected"]>,
  isRight: (found: number | bigint) => boolean,
  show: (value: number | bigint) => Fault["found"] = (value) => value,
): Checker {
  const read = numberReader(field);
  return (v, p, le) => {
    const found = read(v, p, le);
    if (isRight(found)) return undefined;
    return faultOf(code, "", path, p + field.offset, show(found), expected);
  };
}

type Table<T> = { [kind: string]: T };

/**
 * The kinds that this program has. Whatever makes a type of a kind puts the kind here, codecs what they do with values,
 * unions and views what else they do, so that a bundle holds what its layouts need and nothing else.
 */
const kinds: Table<Kind<never>> = {};
const values: Table<Values<never>> = {};
const coders: Table<Coder<never>> = {};

export function useKind<T>(kind: Kind<T>): void {
  kinds[kind.kind] = kind;
}

export function useValues(used: readonly Values<never>[]): void {
  for (const one of used) {
    values[one.kind] = one;
    one.use?.();
  }
}

export function useCoders(used: readonly Coder<never>[]): void {
  for (const coder of used) coders[coder.kind] = coder;
  useValues(used.map((coder) => coder.values));
}

export function kindOf(type: FieldType): Kind<FieldType> {
  return found(kinds, type);
}

export function valuesOf(type: FieldType): Values<FieldType> {
  return found(values, type);
}

export function coderOf(type: FieldType): Coder<FieldType> {
  return found(coders, type);
}

function found<T>(table: Table<unknown>, { kind }: FieldType): T {
  const one = table[kind];
  if (one === undefined) throw new TypeError(`unknown kind ${kind}`);
  return one as T;
}

/** What must be known of a field to read its number. */
export type NumberField = Pick<FieldLayout, "type" | "offset" | "bits">;

/** Reads the number in a field of the struct at `p`. */
export function numberReader(field: NumberField): ReadNumber {
  const type = fieldTypeOf(field);
  const { offset } = field;
  const read = kindOf(type).numberReader?.(type) as ReadNumber;
  return (v, p, le) => read(v, p + offset, le);
}
