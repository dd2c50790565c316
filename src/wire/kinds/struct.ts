import type { Fault } from "../errors.ts";
import { showConstant } from "../faults.ts";
import { fieldTypeOf, type Layout, type TypeLayout } from "../layout.ts";
import { type Place, placesIn } from "../places.ts";
import { type Checker, type Coder, faultInside, kindOf, numberChecker, useCoders } from "./kind.ts";

export type StructLayout = Extract<TypeLayout, { kind: "struct" }>;

/** A struct in another one. */
export function struct(layout: Layout): StructLayout {
  return { kind: "struct", layout };
}

/** One without a module of its own, with what encodes and decodes its fields. */
export function innerStruct(layout: Layout, used: readonly Coder<never>[]): StructLayout {
  useCoders(used);
  return struct(layout);
}

/** Looks for what is wrong inside the fields of a struct and of the structs in it. */
export function checkersIn(layout: Pick<Layout, "members">): Checker[] {
  const places = placesIn(layout);
  return places.flatMap((place) => checkerAt(place, places) ?? []);
}

function checkerAt(place: Place, places: readonly Place[]): Checker | undefined {
  const { path, field } = place;
  const { constant, offset } = field;
  if (constant !== undefined) {
    return numberChecker(
      place,
      "wrong-constant",
      showConstant(constant),
      (found) => Object.is(found, constant),
      showConstant,
    );
  }
  const type = fieldTypeOf(field);
  const check = kindOf(type).checker?.(type, place, places);
  return check && ((v, p, le) => faultInside(check(v, p + offset, le), path));
}

/** What the first of some checkers finds. */
export function findFirst(
  checks: readonly Checker[],
  v: DataView,
  p: number,
  le: boolean,
  end?: number,
): Fault | undefined {
  for (const check of checks) {
    const found = check(v, p, le, end);
    if (found !== undefined) return found;
  }
  return undefined;
}
