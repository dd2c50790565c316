import { BytewrightError } from "../errors.ts";
import type { Layout, TypeLayout } from "../layout.ts";
import { viewClassOf, withTold } from "../view-class.ts";
import { whereIn } from "../where.ts";
import { type Coder, type Kind, useCoders, useKind, type Write } from "./kind.ts";
import { checkersIn, findFirst } from "./struct.ts";
import { memberMeant } from "./tag.ts";
import { byMember, type UnionLayout, unionReader } from "./union-members.ts";
import type { TakenUnion } from "./union-taken.ts";
import { takeUnion, unionValues } from "./union-values.ts";

/** A union, with what encodes and decodes the kinds of its members. */
export function union(layout: Layout, used: readonly Coder<never>[]): UnionLayout {
  useKind(unionKind);
  useCoders([unionCoder, ...used]);
  return { kind: "union", layout };
}

export const unionKind: Kind<UnionLayout> = {
  kind: "union",
  /** The members of a plain union may say what they like: which of them is meant, nobody knows. */
  checker({ layout }) {
    const { tag } = layout;
    if (tag === undefined) return undefined;
    const checks = byMember(layout, ({ type }) => checkersIn(type.layout));
    if ([...checks.values()].every(({ length }) => length === 0)) return undefined;
    return (v, p, le, _, told) => findFirst(checks.get(memberMeant(tag, told?.[tag.field])) ?? [], v, p, le, 0, told);
  },
};

/** Over other bytes, such as those of another member of a union around it: holes are left alone. */
const put: Write = (b, p, le, taken) => {
  const { bytes, members } = taken as TakenUnion;
  if (members === undefined) b.bytes.set(bytes, p);
  else for (const { member, taken } of members) member.write(b, p, le, taken);
};

export const unionCoder: Coder<UnionLayout> = {
  kind: "union",
  values: unionValues,
  reader: unionReader,
  writer: () => put,
  look({ layout }, record) {
    const Nested = viewClassOf(layout, record);
    return (b, p, le, _, told) => withTold(new Nested(b.bytes, p, le), told);
  },
};

/** What is given for a union, or of one without a name for the struct around it; undefined where it does not fit. */
export function unionOf(type: TypeLayout, given: unknown, le: boolean): TakenUnion | undefined {
  try {
    return takeUnion(type as UnionLayout, given, whereIn("", "", le));
  } catch (error) {
    if (error instanceof BytewrightError) return undefined;
    throw error;
  }
}
