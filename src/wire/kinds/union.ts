import { BytewrightError } from "../errors.ts";
import type { Layout, TypeLayout } from "../layout.ts";
import { once } from "../once.ts";
import { tagTold, viewClassOf, withTold } from "../view-class.ts";
import { whereIn } from "../where.ts";
import { agrees, toldBy } from "./choice.ts";
import { type Coder, type Kind, useCoders, useKind, type Write } from "./kind.ts";
import { checkersIn, findFirst } from "./struct.ts";
import { memberMeant } from "./tag.ts";
import { byMember, type TakenUnion, type UnionLayout, unionReader } from "./union-members.ts";
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

/** The bytes that are given for a union and, of a tagged one, the member that they are of. */
export type UnionBytes = Pick<TakenUnion, "bytes" | "meant">;

/** What is given for a union, or of one without a name for the struct around it; undefined where it does not fit. */
export function unionOf(type: TypeLayout, given: unknown, le: boolean): UnionBytes | undefined {
  try {
    return takeUnion(type as UnionLayout, given, whereIn("", "", le));
  } catch (error) {
    if (error instanceof BytewrightError) return undefined;
    throw error;
  }
}

/** The tag of a union, which may also be given beside it; NaN, which no field takes, where the two do not agree. */
export function tagOf(type: TypeLayout, union: UnionBytes | undefined, given: unknown): number {
  const { tag } = (type as UnionLayout).layout;
  if (union === undefined || tag === undefined) return Number.NaN;
  const value = given ?? toldBy(tag, union.meant);
  return typeof value === "number" && agrees({ tag, isLifted: false }, union.meant, value) ? value : Number.NaN;
}

const readerOf = /* @__PURE__ */ once((type: UnionLayout) => unionReader(type));

/** The value of a tagged union. */
export function readUnion<T>(
  type: TypeLayout,
  bytes: Uint8Array,
  view: DataView,
  p: number,
  le: boolean,
  tag: number | bigint,
): T {
  return readerOf(type as UnionLayout)({ bytes, view }, p, le, 0, tagTold(type, tag)) as T;
}
