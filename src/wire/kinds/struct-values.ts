import { fieldsOf } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, type Layout } from "../layout.ts";
import { once } from "../once.ts";
import { wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import { constants, counted, tagged } from "./hooks.ts";
import { type Given, type Parts, type TakeField, type Values, valuesOf } from "./kind.ts";
import type { StructLayout } from "./struct.ts";

/** What was taken of a struct: of its own fields, then of the unions without a name among them. */
export type TakenStruct = readonly unknown[];

type TakeStruct = (given: unknown, where: Where) => TakenStruct;

/** What is given of a part: the members of a union without a name stand beside it. */
function partOf(given: Given, name: string): unknown {
  return name === "" ? given : given[name];
}

const structTaker = /* @__PURE__ */ once((layout: Layout): TakeStruct => {
  const fields = fieldsOf(layout).parts;
  const names = fields.map(({ name }) => name);
  const takers = fields.map((field) => takerOf(field, fields));
  return (given, where) => {
    if (typeof given !== "object" || given === null) throw wrongValue(where, given, "an object");
    const values = names.map((name) => partOf(given as Given, name));
    const taken: unknown[] = [];
    const parts: Parts = { values, taken };
    const here = inside(where, "");
    for (let i = 0; i < takers.length; i++) {
      here.key = names[i] as string;
      taken[i] = (takers[i] as TakeField)(values[i], here, parts);
    }
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
    tagged?.taker(field, parts) ??
    valuesOf(type).taker(type)
  );
}

export function createStruct(layout: Layout, init: Given, where: Where): { [field: string]: unknown } {
  if (init === null) throw wrongValue(where, init, "an object");
  const made: { [field: string]: unknown } = {};
  const { parts } = fieldsOf(layout);
  const here = inside(where, "");
  for (const field of parts) {
    const { name } = field;
    here.key = name;
    const given = partOf(init, name);
    const told =
      constants?.told(field, parts, init) ?? counted?.told(field, parts, init) ?? tagged?.told(field, parts, init);
    const type = fieldTypeOf(field);
    const value = told === undefined ? valuesOf(type).create(type, given, here, init) : (given ?? told);
    if (name === "") Object.assign(made, value);
    else made[name] = value;
  }
  return made;
}

export const structValues: Values<StructLayout> = {
  kind: "struct",
  taker: ({ layout }) => structTaker(layout),
  create: ({ layout }, given, where) => createStruct(layout, (given === undefined ? {} : given) as Given, where),
};
