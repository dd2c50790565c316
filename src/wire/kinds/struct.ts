import { showConstant } from "../faults.ts";
import { fieldTypeOf, type Layout, type TypeLayout } from "../layout.ts";
import { type Place, placesIn } from "../places.ts";
import { joinPaths } from "../where.ts";
import {
  type Checker,
  type Coder,
  faultInside,
  type Kind,
  kindOf,
  numberChecker,
  numberReader,
  useCoders,
  useKind,
} from "./kind.ts";

export type StructLayout = Extract<TypeLayout, { kind: "struct" }>;

/** A struct in another one, with what encodes and decodes its fields where it has no module of its own. */
export function struct(layout: Layout, used: readonly Coder<never>[] = []): StructLayout {
  useKind(structKind);
  useCoders(used);
  return { kind: "struct", layout };
}

/** Looks for what is wrong inside the fields of a struct and of the structs in it. */
export function checkersIn(layout: Layout): Checker[] {
  const places = placesIn(layout);
  return places.flatMap((place) => checkerAt(place, places) ?? []);
}

/** Of a tagged union it looks in the member that its tag means. */
function checkerAt(place: Place, places: readonly Place[]): Checker | undefined {
  const { path, around, field } = place;
  const { constant, offset } = field;
  if (constant !== undefined) {
    const expected = showConstant(constant);
    return numberChecker(
      place,
      "wrong-constant",
      (found) => (Object.is(found, constant) ? undefined : expected),
      showConstant,
    );
  }
  const type = fieldTypeOf(field);
  const kind = kindOf(type);
  const check = kind.checker?.(type);
  const tag = check && kind.toldBy?.(type);
  const telling = places.find((one) => one.path === joinPaths(around, tag ?? ""));
  const told = tag !== undefined && telling && numberReader(telling.field);
  return (
    check && ((v, p, le) => faultInside(check(v, p + offset, le, told ? Number(told(v, p, le)) : undefined), path))
  );
}

/** What the first of some checkers finds. */
export function findFirst(checks: readonly Checker[], ...[v, p, le, told]: Parameters<Checker>): ReturnType<Checker> {
  for (const check of checks) {
    const found = check(v, p, le, told);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const structKind: Kind<StructLayout> = {
  kind: "struct",
  checker({ layout }) {
    const checks = checkersIn(layout);
    return checks.length === 0 ? undefined : (v, p, le) => findFirst(checks, v, p, le);
  },
};
