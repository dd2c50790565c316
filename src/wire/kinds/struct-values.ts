import { fieldsOf } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, keyOf, type Layout } from "../layout.ts";
import { once } from "../once.ts";
import { wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import { choices, constants, counted } from "./hooks.ts";
import { type Given, type Parts, type TakeField, type Values, valuesOf } from "./kind.ts";
import type { StructLayout } from "./struct.ts";

/** What was taken of a struct: of its own fields, then of the unions without a name among them. */
export type TakenStruct = readonly unknown[];

type TakeStruct = (given: unknown, where: Where) => TakenStruct;

/** What is given of a part: the members of a union without a name stand beside it. */
function partOf(given: Given, key: string): unknown {
  return key === "" ? given : given[key];
}

const structTaker = /* @__PURE__ */ once((layout: Layout): TakeStruct => {
  const fields = fieldsOf(layout).parts;
  const keys = fields.map(keyOf);
  const takers = fields.map((field) => takerOf(field, fields));
  const settle = choices?.settler(layout);
  return (given, where) => {
    if (typeof given !== "object" || given === null) throw wrongValue(where, given, "an object");
    const values = keys.map((key) => partOf(given as Given, key));
    const taken: unknown[] = [];
    const parts: Parts = { values, taken };
    const here = inside(where, "");
    for (let i = 0; i < takers.length; i++) {
      here.key = (fields[i] as FieldLayout).name;
      taken[i] = (takers[i] as TakeField)(values[i], here, parts);
    }
    settle?.(taken, here);
    return taken;
  };
});

export function takeStruct(layout: Layout, given: unknown, where: Where): TakenStruct {
  return structTaker(layout)(given, where);
}

/** Takes a field, with what those beside it say of it. */
export function takerOf(field: FieldLayout, parts: readonly FieldLayout[]): TakeField {
  const type = fieldTypeOf(field);
  return (
    constants?.taker(field, parts) ??
    counted?.taker(field, parts) ??
    choices?.taker(field) ??
    valuesOf(type).taker(type)
  );
}

export function createStruct(
  layout: Layout,
  given: Given,
  where: Where,
  around?: unknown,
): { [field: string]: unknown } {
  if (given === null) throw wrongValue(where, given, "an object");
  const completed = choices?.complete(layout, given, around);
  const init = completed?.init ?? given;
  const made: { [field: string]: unknown } = {};
  const { parts } = fieldsOf(layout);
  const here = inside(where, "");
  for (const field of parts) {
    const { name } = field;
    here.key = name;
    const key = keyOf(field);
    const given = partOf(init, key);
    const told = constants?.told(field, parts, init) ?? counted?.told(field, parts, init);
    const type = fieldTypeOf(field);
    const value =
      told === undefined ? valuesOf(type).create(type, given, here, completed?.told ?? around) : (given ?? told);
    if (name === "") Object.assign(made, value);
    else made[key] = value;
  }
  return made;
}

export const structValues: Values<StructLayout> = {
  kind: "struct",
  taker: ({ layout }) => structTaker(layout),
  create: ({ layout }, given, where, told) =>
    createStruct(layout, (given === undefined ? {} : given) as Given, where, told),
};
