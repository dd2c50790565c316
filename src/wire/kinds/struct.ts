import type { Fault } from "../errors.ts";
import { fieldsOf } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, type Layout, type TypeLayout } from "../layout.ts";
import { choices, constants } from "./hooks.ts";
import { type Checker, type Coder, faultInside, type Kind, kindOf, useCoders, useKind } from "./kind.ts";

export type StructLayout = Extract<TypeLayout, { kind: "struct" }>;

/** A struct in another one. */
export function struct(layout: Layout): StructLayout {
  useKind(structKind);
  return { kind: "struct", layout };
}

/** One without a module of its own, with what encodes and decodes its fields. */
export function innerStruct(layout: Layout, used: readonly Coder<never>[]): StructLayout {
  useCoders(used);
  return struct(layout);
}

export const structKind: Kind<StructLayout> = {
  kind: "struct",
  checker({ layout }) {
    const checks = checkersIn(layout);
    return checks.length === 0 ? undefined : (...place) => findFirst(checks, ...place);
  },
};

/** Looks for what is wrong inside the fields of a struct; what is reserved may say anything, later fields be missing. */
export function checkersIn(layout: Layout): Checker[] {
  const checks = fieldsOf(layout).direct.flatMap((field) =>
    field.reserved || field.since ? [] : (checkerOf(field) ?? []),
  );
  const tell = choices?.teller(layout);
  if (tell === undefined || checks.length === 0) return checks;
  return [(v, p, le, end, around) => findFirst(checks, v, p, le, end, tell(v, p, le, around))];
}

/** Looks for what is wrong with one of the fields of a struct. */
export function checkerOf(field: FieldLayout): Checker | undefined {
  const only = constants?.checker(field);
  if (only !== undefined) return only;
  const { name, offset } = field;
  const type = fieldTypeOf(field);
  const check = kindOf(type).checker?.(type);
  return check && ((v, p, ...more) => faultInside(check(v, p + offset, ...more), name));
}

/** What the first of some checkers finds. */
export function findFirst(checks: readonly Checker[], ...place: Parameters<Checker>): Fault | undefined {
  for (const check of checks) {
    const found = check(...place);
    if (found !== undefined) return found;
  }
  return undefined;
}
