import { fieldsOf, type LiftedUnion } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, type Layout } from "../layout.ts";
import { notConstant, wrongValue } from "../values.ts";
import { pathOf, type Where, whereIn } from "../where.ts";
import { type Given, type Parts, type TakeField, type Values, valuesOf } from "./kind.ts";
import type { StructLayout } from "./struct.ts";

/** What was taken of a struct: of its own fields, then of the unions without a name among them. */
export type TakenStruct = readonly unknown[];

/** What a value has of a struct: its own fields, then the unions without a name, whose members stand among them. */
export function partsOf(layout: Layout): readonly FieldLayout[] {
  const { own, unions } = fieldsOf(layout);
  return [...own, ...unions.map(liftedField)];
}

function liftedField({ layout, offset }: LiftedUnion): FieldLayout {
  const type = { kind: "union", layout, isLifted: true } as const;
  return { kind: "field", name: "", offset, size: layout.size, type };
}

interface Taker {
  readonly name: string;
  readonly take: TakeField;
}

const takers: WeakMap<Layout, readonly Taker[]> = new WeakMap<Layout, readonly Taker[]>();

function takersOf(layout: Layout): readonly Taker[] {
  const made =
    takers.get(layout) ?? partsOf(layout).map((field, _, parts) => ({ name: field.name, take: takerOf(field, parts) }));
  takers.set(layout, made);
  return made;
}

export function takeStruct(layout: Layout, given: unknown, where: Where): TakenStruct {
  if (typeof given !== "object" || given === null) {
    throw wrongValue(where.record, pathOf(where), given, "an object");
  }
  const takers = takersOf(layout);
  const { length } = takers;
  const values: unknown[] = new Array(length);
  const taken: unknown[] = new Array(length);
  const parts: Parts = { values, taken, length: undefined };
  for (let i = 0; i < length; i++) {
    const { name } = takers[i] as Taker;
    values[i] = name === "" ? given : (given as Given)[name];
  }
  const here = whereIn(where.record, where.le, "", where);
  for (let i = 0; i < length; i++) {
    const { name, take } = takers[i] as Taker;
    here.key = name;
    taken[i] = take(values[i], here, parts);
  }
  return taken;
}

/** The field that another one counts or tells the meaning of. */
function toldOf({ counts, tags }: FieldLayout, own: readonly FieldLayout[]): FieldLayout | undefined {
  const name = counts ?? tags;
  return name === undefined ? undefined : own.find((one) => one.name === name);
}

function takerOf(field: FieldLayout, own: readonly FieldLayout[]): TakeField {
  const { constant } = field;
  if (constant !== undefined) return (given, here) => takeConstant(constant, given, here);
  const told = toldOf(field, own);
  const taker = told && valuesOf(told.type).beside?.takeTold(field, told, own);
  if (taker !== undefined) return taker;
  const type = fieldTypeOf(field);
  const { take, beside } = valuesOf(type);
  return beside?.take(field, own) ?? ((given, here) => take(type, given, here));
}

function takeConstant(constant: number | bigint, given: unknown, where: Where): number | bigint {
  if (given === undefined || given === constant) return constant;
  throw notConstant(where.record, pathOf(where), given, constant);
}

/** What was taken of the field at a path. */
export function takenAt(layout: Layout, taken: TakenStruct, [name, ...rest]: readonly string[]): unknown {
  const { own } = fieldsOf(layout);
  const i = own.findIndex((field) => field.name === name);
  const type = own[i]?.type;
  return type?.kind === "struct" && rest.length > 0 ? takenAt(type.layout, taken[i] as TakenStruct, rest) : taken[i];
}

export function createStruct(layout: Layout, init: Given, where: Where): { [field: string]: unknown } {
  if (init === null) throw wrongValue(where.record, pathOf(where), init, "an object");
  const made: { [field: string]: unknown } = {};
  const parts = partsOf(layout);
  for (const field of parts) {
    const { name } = field;
    const given = name === "" ? init : init[name];
    const value = createField(field, given, whereIn(where.record, where.le, name, where), init, parts);
    if (name === "") Object.assign(made, value);
    else made[name] = value;
  }
  return made;
}

function createField(
  field: FieldLayout,
  given: unknown,
  where: Where,
  around: Given,
  own: readonly FieldLayout[],
): unknown {
  if (field.constant !== undefined) return given ?? field.constant;
  const told = toldOf(field, own);
  if (told !== undefined) return given ?? valuesOf(told.type).beside?.createTold(field, told, around);
  const type = fieldTypeOf(field);
  return valuesOf(type).create(type, given, where, around);
}

export const structValues: Values<StructLayout> = {
  kind: "struct",
  take: ({ layout }, given, where) => takeStruct(layout, given, where),
  create: ({ layout }, given, where) => createStruct(layout, (given === undefined ? {} : given) as Given, where),
};
