import { BytewrightError } from "../errors.ts";
import type { Layout, TypeLayout } from "../layout.ts";
import { once } from "../once.ts";
import { viewClassOf } from "../view-class.ts";
import { whereIn } from "../where.ts";
import { type Coder, type Kind, numberReader, useCoders, useKind, type Write } from "./kind.ts";
import { checkersIn, findFirst } from "./struct.ts";
import { byTag, type UnionLayout, unionReader } from "./union-members.ts";
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
  checker({ layout }, { offset }, fields) {
    const checks = byTag(layout, ({ type }) => checkersIn(type.layout));
    const tag = fields.find(({ name }) => name === layout.tag?.field);
    if (tag === undefined || [...checks.values()].every(({ length }) => length === 0)) return undefined;
    const told = numberReader(tag);
    return (v, p, le) => findFirst(checks.get(Number(told(v, p - offset, le))) ?? [], v, p, le);
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
  toldBy: ({ layout }) => layout.tag?.field,
  look({ layout }, record) {
    const Nested = viewClassOf(layout, record);
    return (b, p, le, tag) => {
      const view = new Nested(b.bytes, p, le);
      return tag === undefined ? view : Object.assign(view, { $tag: tag });
    };
  },
};

/** The bytes that are given for a union and, of a tagged one, the tag of the member that they are of. */
export type UnionBytes = Pick<TakenUnion, "bytes" | "tag">;

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
  const tags = Object.values((type as UnionLayout).layout.tag?.members ?? {});
  const { tag } = union ?? {};
  if (tag === undefined) return typeof given !== "number" || tags.includes(given) ? Number.NaN : given;
  return given === undefined || given === tag ? tag : Number.NaN;
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
  return readerOf(type as UnionLayout)({ bytes, view }, p, le, Number(tag)) as T;
}
