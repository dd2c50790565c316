import type { FieldBuilder } from "../../../schema/dsl/field.ts";
import * as dsl from "../../../schema/dsl/index.ts";
import type { Field } from "../../../schema/dsl/types.ts";
import type { CType, TypedefType } from "../model.ts";

/** A field before it is known what it is of. */
export type AnyField = FieldBuilder<never, dsl.Presence>;

const { u8, u16, u32, u64, u128, s8, s16, s32, s64, s128 } = dsl;
const integers: { readonly [name: string]: Field } = { u8, u16, u32, u64, u128, s8, s16, s32, s64, s128 };

/** Typedefs that say how wide a number is, whatever C's type is: `u8`, `__s64`, `uint32_t`. */
const fixed = /^(?:__)?[us](?:8|16|32|64)$|^(?:__)?u?int(?:8|16|32|64)_t$/;
/** … and in which byte order it stands. */
const ordered = /^__(be|le)(?:16|32|64)$/;

/** An integer of a size, if the vocabulary has it. */
export function integerOf(size: number, isSigned: boolean): AnyField | undefined {
  return integers[`${isSigned ? "s" : "u"}${size * 8}`] as unknown as AnyField | undefined;
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
