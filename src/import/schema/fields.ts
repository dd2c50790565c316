import type { FieldBuilder } from "../../../schema/dsl/field.ts";
import * as dsl from "../../../schema/dsl/index.ts";
import type { Field } from "../../../schema/dsl/types.ts";
import type { CType, TypedefType } from "../model.ts";

/** A field before it is known what it is of. */
export type AnyField = FieldBuilder<never, dsl.Presence>;

/** A type without the typedefs in front of it, which are listed, the outermost first. */
export function withoutTypedefs(given: CType): {
  readonly type: Exclude<CType, TypedefType>;
  readonly typedefs: TypedefType[];
} {
  const typedefs: TypedefType[] = [];
  let type = given;
  while (type.kind === "typedef") {
    typedefs.push(type);
    type = type.type;
  }
  return { type, typedefs };
}

/** Bytes that a type takes. */
export function sizeOf(type: CType): number {
  if (type.kind === "typedef") return sizeOf(type.type);
  if (type.kind === "array") return sizeOf(type.element) * (type.count ?? 0);
  return type.size;
}

/** What a record asks for where it stands, also in arrays. */
export function recordAlign(type: CType): number {
  if (type.kind === "typedef") return recordAlign(type.type);
  if (type.kind === "array") return recordAlign(type.element);
  return type.kind === "struct" || type.kind === "union" ? (type.align?.bytes ?? 0) : 0;
}

/** How C writes a type, in a few words. */
export function nameOf(type: CType): string {
  if (type.kind === "array") return `${nameOf(type.element)}[${type.count ?? ""}]`;
  if (type.kind === "pointer") return type.target;
  return type.name ?? type.kind;
}

const unsigned: { readonly [size: number]: AnyField } = anyOf({
  1: dsl.u8,
  2: dsl.u16,
  4: dsl.u32,
  8: dsl.u64,
  16: dsl.u128,
});
const signed: { readonly [size: number]: AnyField } = anyOf({
  1: dsl.s8,
  2: dsl.s16,
  4: dsl.s32,
  8: dsl.s64,
  16: dsl.s128,
});

function anyOf(fields: { readonly [size: number]: Field }) {
  return fields as unknown as { readonly [size: number]: AnyField };
}

/** Typedefs that say how wide a number is, whatever C's type is: `u8`, `__s64`, `uint32_t`. */
const fixed = /^(?:__)?[us](?:8|16|32|64)$|^(?:__)?u?int(?:8|16|32|64)_t$/;
/** … and in which byte order it stands. */
const ordered = /^__(be|le)(?:16|32|64)$/;

/** An integer of a size, if the vocabulary has it. */
export function integerOf(size: number, isSigned: boolean): AnyField | undefined {
  return (isSigned ? signed : unsigned)[size];
}

/** A number or pointer, if the vocabulary has it. */
export function scalarOf(type: CType, typedefs: readonly TypedefType[]): AnyField | undefined {
  if (type.kind === "pointer") return dsl.pointer.doc(shortened(type.target)) as unknown as AnyField;
  if (type.kind === "float") return floatOf(type.name);
  if (type.kind !== "integer") return undefined;
  const { name, size } = type;
  if (/bool/i.test(name)) return dsl.bool as unknown as AnyField;
  if (name === "char") return dsl.char as unknown as AnyField;
  const names = typedefs.map((one) => one.name);
  const words = name.split(" ").filter((word) => word === "long").length;
  if (words === 1 && !names.some((one) => fixed.test(one) || ordered.test(one))) {
    return (type.signed ? dsl.long : dsl.ulong) as unknown as AnyField;
  }
  const [, order] = names.map((one) => ordered.exec(one)).find((found) => found !== null) ?? [];
  const field = integerOf(size, type.signed);
  if (order === undefined) return field;
  return order === "be" ? field?.bigEndian() : field?.littleEndian();
}

function floatOf(name: string): AnyField | undefined {
  const field = { float: dsl.f32, double: dsl.f64, "long double": dsl.longDouble }[name];
  return field as unknown as AnyField | undefined;
}

const mostOfDoc = 60;

function shortened(text: string): string {
  return text.length > mostOfDoc ? `${text.slice(0, mostOfDoc - 1)}…` : text;
}
