import type { Fault } from "../errors.ts";
import { fieldsOf } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, type Layout, type Told, type TypeLayout } from "../layout.ts";
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
    return checks.length === 0 ? undefined : (v, p, le, _, told) => findFirst(checks, v, p, le, 0, told);
  },
};

/** Looks for what is wrong inside the fields of a struct; what is reserved may say anything. */
export function checkersIn(layout: Layout): Checker[] {
  const fields = fieldsOf(layout).direct.filter(({ reserved }) => !reserved);
  const checks = fields.flatMap((field) => checkerOf(field) ?? []);
  const tell = checks.length === 0 ? undefined : choices?.teller(layout);
  if (tell === undefined) return checks;
  return [(v, p, le, end, around) => findFirst(checks, v, p, le, end, tell(v, p, le, around))];
}

/** Looks for what is wrong with one of the fields of a struct. */
export function checkerOf(field: FieldLayout): Checker | undefined {
  const only = constants?.checker(field);
  if (only !== undefined) return only;
  const { name, offset } = field;
  const type = fieldTypeOf(field);
  const check = kindOf(type).checker?.(type);
  return check && ((v, p, le, _, told) => faultInside(check(v, p + offset, le, 0, told), name));
}

/** What the first of some checkers finds. */
export function findFirst(
  checks: readonly Checker[],
  v: DataView,
  p: number,
  le: boolean,
  end?: number,
  told?: Told,
): Fault | undefined {
  for (const check of checks) {
    const found = check(v, p, le, end, told);
    if (found !== undefined) return found;
  }
  return undefined;
}
