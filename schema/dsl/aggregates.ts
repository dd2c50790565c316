import { aggregate, deepFreeze, extended, extendedBy, unknownIn } from "./definition.ts";
import { definitionIn, FieldBuilder, fieldOf, type Names } from "./field.ts";
import type { ValueOfFields } from "./infer.ts";
import { type CharField, char, s32, u8, u32 } from "./scalars.ts";
import type {
  ArrayType,
  Attributes,
  BaseType,
  Counting,
  FamilyDefinition,
  Field,
  Fields,
  Presence,
  StructDefinition,
  UnionDefinition,
} from "./types.ts";

/** What is said of a struct beside its name. One with parts, or that grows, stands alone. */
export interface StructOptions<F extends Fields, P extends Fields>
  extends Attributes,
    Pick<StructDefinition<string, F, P>, "parts" | "grows"> {
  readonly fields: F;
}

/** A bare layout that other structs and records can hold. */
export function struct<const N extends string, F extends Fields, P extends Fields = Fields>(
  name: N,
  options: StructOptions<F, P>,
): StructDefinition<N, F, P> {
  return deepFreeze({ kind: "struct", name, ...aggregate(options, extendedBy), ...extended(options) });
}

/** A member that is a struct: `constants: nested(ckptConst)`, or of a struct that C gives no name, its fields. */
export function nested<F extends Fields>(of: StructDefinition<string, F> | F): FieldBuilder<ValueOfFields<F>> {
  return fieldOf({ kind: "struct", struct: asStruct(of), anonymous: false });
}

/** A struct without a member name: its fields become the parent's. The key it is given under is not used. */
export function anonymous<F extends Fields>(
  of: StructDefinition<string, F> | F,
): FieldBuilder<ValueOfFields<F>, "lifted"> {
  return fieldOf({ kind: "struct", struct: asStruct(of), anonymous: true });
}

function asStruct<F extends Fields>(of: StructDefinition<string, F> | F): StructDefinition<string, F> {
  return of.kind === "struct" ? (of as StructDefinition<string, F>) : struct("", { fields: of as F });
}

/** What is said of a union beside its members. */
export type UnionOptions = Attributes & Partial<Pick<UnionDefinition, "name" | "tag">>;

function unionDefinition<F extends Fields>(fields: F, options: UnionOptions): UnionDefinition<F> {
  const { name = "", tag } = options;
  const unknown = unknownIn(tag, ["field", "members", "mask", "default"], "tag");
  return deepFreeze({ kind: "union", name, ...aggregate({ ...options, fields }, ["name", "tag"], unknown), tag });
}

/** A member that is a union. */
export function union<F extends Fields>(
  fields: F,
  options: UnionOptions = {},
): FieldBuilder<Partial<ValueOfFields<F>>> {
  return fieldOf({ kind: "union", union: unionDefinition(fields, options), anonymous: false });
}

/** A union without a member name: its members become the parent's. The key it is given under is not used. */
export function anonymousUnion<F extends Fields>(
  fields: F,
  options: UnionOptions = {},
): FieldBuilder<Partial<ValueOfFields<F>>, "lifted"> {
  return fieldOf({ kind: "union", union: unionDefinition(fields, options), anonymous: true });
}

/**
 * An array. `array(u32, 4)` is `__u32 x[4]`; `array(u32, "count")` is `__u32 x[]` with as many elements as the
 * field `count` says; `array(u32)` is `__u32 x[]` that fills the record. Of `char` it is a string: UTF-8 where the
 * bytes are, and any other byte b as U+DC00+b, so that every sequence of bytes comes back; trailing NULs fill an array
 * of fixed length, and are left out there.
 */
export function array(element: CharField, length?: Length): FieldBuilder<string>;
export function array<T>(element: Field<T>, length?: Length): FieldBuilder<T[]>;
export function array(element: Field, length?: Length): FieldBuilder<never> {
  return listOf(element, length, element.facts.type.kind === "char" ? "string" : "list");
}

/** Bytes as they are: `bytes(48)`, `bytes("count")`, or `bytes()` for the rest of the record. A `Uint8Array`. */
export function bytes(length?: Length): FieldBuilder<Uint8Array> {
  return listOf(u8, length, "bytes");
}

/** Text that ends with a NUL, which its value does not have. For parts. */
export function strz(): FieldBuilder<string> {
  return fieldOf({ kind: "flexible", element: char, count: undefined, as: "string", ends: true });
}

/** A record inside another one. */
export type InnerRecord = { readonly $name: string; readonly [field: string]: unknown };

/**
 * Records of a family one behind another, aligned as the family says, or with "own" of the family that the record itself
 * is of. What counts them counts bytes; without it they take the rest of the record. For parts.
 */
export function records(family: FamilyDefinition | "own", length?: string | Counted): FieldBuilder<InnerRecord[]> {
  const counted = length === undefined ? undefined : countingOf(length, "bytes");
  return fieldOf({ kind: "records", family, counted });
}

/**
 * How a field counts a part: `{ field: "ihl", in: "bytes", unit: 4, plus: -20 }` for as many bytes as four times the
 * field, less 20. In elements, one by one, unless said otherwise.
 */
export type Counted = Pick<Counting, "field"> & Partial<Counting>;

/** So many, as many as a field counts, or as there is room for. */
export type Length = number | string | Counted;

function countingOf(given: string | Counted, unit: Counting["in"]): Counting {
  return { in: unit, unit: 1, plus: 0, ...(typeof given === "string" ? { field: given } : given) };
}

function listOf<T>(element: Field, length: Length | undefined, as: ArrayType["as"]): FieldBuilder<T> {
  if (typeof length === "number") return fieldOf({ kind: "array", element, length, as });
  if (typeof length !== "object") return fieldOf({ kind: "flexible", element, count: length, as });
  return fieldOf({ kind: "flexible", element, count: undefined, as, counted: countingOf(length, "elements") });
}

/**
 * A bit field: `bits(u32, 3)` is `__u32 x : 3`, `bits(bool, 1)` is `_Bool x : 1`. What is said of the base is said of it.
 * Of an enumeration it is as C's `enum e x : 3`: 4 bytes, unsigned unless a member is negative. Of `char` it is unsigned.
 */
export function bits<T extends number | bigint | boolean, R extends Presence, A extends string>(
  of: Field<T, R, A>,
  width: number,
): FieldBuilder<T, R, A>;
export function bits(of: Names, width: number): FieldBuilder<number>;
export function bits(of: Field | Names, width: number): FieldBuilder<never> {
  const { facts } = "facts" in of ? of : enumerated(of);
  const type = { kind: "bits", base: facts.type as BaseType, width, unnamed: false } as const;
  return new FieldBuilder({ ...facts, type: "facts" in of ? type : { ...type, ofNames: true } });
}

function enumerated(names: Names): FieldBuilder<number> {
  const isSigned = definitionIn(names).members.some(({ value }) => value < 0);
  return (isSigned ? s32 : u32).enum(names);
}

/** Bits without a name: `padding(u32, 3)` is `__u32 : 3`, `padding(u32, 0)` ends the storage unit. */
export function padding(
  { facts }: Field<number> | Field<bigint> | Field<boolean>,
  width: number,
): FieldBuilder<never, "reserved"> {
  return new FieldBuilder({ ...facts, type: { kind: "bits", base: facts.type as BaseType, width, unnamed: true } });
}

/** Something of which only size and alignment matter, in bytes. Its bytes are kept. */
export function opaque(size: number, align: number): FieldBuilder<Uint8Array> {
  return fieldOf({ kind: "opaque", size, align });
}
