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

interface Taker {
  readonly name: string;
  readonly take: TakeField;
}

const takersOf = /* @__PURE__ */ once((layout: Layout): readonly Taker[] =>
  fieldsOf(layout).parts.map((field, _, parts) => ({ name: field.name, take: takerOf(field, parts) })),
);

/** What is given of a part: the members of a union without a name stand beside it. */
function partOf(given: Given, name: string): unknown {
  return name === "" ? given : given[name];
}

export function takeStruct(layout: Layout, given: unknown, where: Where): TakenStruct {
  if (typeof given !== "object" || given === null) {
    throw wrongValue(where, given, "an object");
  }
  const takers = takersOf(layout);
  const values = takers.map(({ name }) => partOf(given as Given, name));
  const taken: unknown[] = new Array(takers.length);
  const parts: Parts = { values, taken };
  const here = inside(where, "");
  for (let i = 0; i < takers.length; i++) {
    const { name, take } = takers[i] as Taker;
    here.key = name;
    taken[i] = take(values[i], here, parts);
  }
  return taken;
}

function takerOf(field: FieldLayout, parts: readonly FieldLayout[]): TakeField {
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
  taker({ layout }) {
    return (given, where) => takeStruct(layout, given, where);
  },
  create: ({ layout }, given, where) => createStruct(layout, (given === undefined ? {} : given) as Given, where),
};
