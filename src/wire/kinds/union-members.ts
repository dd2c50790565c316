import { copyBytes } from "../binding.ts";
import { fieldsOf } from "../fields.ts";
import { type FieldLayout, keyOf, type Layout, type TypeLayout } from "../layout.ts";
import { once } from "../once.ts";
import type { Read, Write } from "./kind.ts";
import type { StructLayout } from "./struct.ts";
import { fieldsReader, structCoder } from "./struct-coder.ts";
import type { TakenStruct } from "./struct-values.ts";
import { memberMeant } from "./tag.ts";

export type UnionLayout = Extract<TypeLayout, { kind: "union" }>;

/** A member, taken and put as a struct of its own is. */
export interface Member {
  readonly field: FieldLayout;
  readonly type: StructLayout;
  /** its C name or, of an anonymous one, those of what is in it; and under which a value gives them */
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly holdsFloat: boolean;
  readonly write: Write;
}

export const membersOf: (union: Layout) => readonly Member[] = /* @__PURE__ */ once((union: Layout) =>
  union.members.flatMap((one) => (one.kind === "field" ? [memberOf(one, union)] : [])),
);

function memberOf(field: FieldLayout, { abi, size, align }: Layout): Member {
  // No struct: the members of a union do not tell of one another.
  const layout: Layout = { name: "", kind: "union", abi, size, align, members: [field] };
  const type: StructLayout = { kind: "struct", layout };
  const { held } = fieldsOf(layout);
  const names = held.map(({ name }) => name);
  return {
    field,
    type,
    names,
    keys: held.map(keyOf),
    holdsFloat: holdsFloat(field.type),
    write: structCoder.writer(type),
  };
}

function holdsFloat(type: TypeLayout): boolean {
  if ("layout" in type) return type.layout.members.some((one) => one.kind === "field" && holdsFloat(one.type));
  return "element" in type ? holdsFloat(type.element) : type.kind === "float";
}

/** The member of a tagged union that has a tag and this name. */
export function memberNamed(union: Layout, name: unknown): Member | undefined {
  const { members = {}, default: other } = union.tag ?? {};
  if (typeof name !== "string" || !(Object.hasOwn(members, name) || name === other)) return undefined;
  return membersOf(union).find(({ field }) => field.name === name);
}

/** What is made of each member that a tag can mean, by its name. */
export function byMember<T>(union: Layout, make: (member: Member) => T): ReadonlyMap<string | undefined, T> {
  return new Map(membersOf(union).map((member) => [member.field.name, make(member)]));
}

/** Reads the value of a union. */
export function unionReader({ layout, isLifted }: UnionLayout): Read {
  const { size, tag } = layout;
  const read = fieldsReader(layout);
  const all: Read = (b, p, le, _, told) => {
    const value: { [field: string]: unknown } = isLifted ? {} : { $bytes: copyBytes(b.bytes, p, p + size) };
    read(value, b, p, le, 0, told);
    return value;
  };
  if (tag === undefined) return all;
  const readers = byMember(layout, ({ type }) => structCoder.reader(type));
  return (b, p, le, _, told) => {
    const $member = memberMeant(tag, told?.[tag.field]);
    const one = readers.get($member);
    if (isLifted) return (one ?? all)(b, p, le, 0, told);
    if (one === undefined) return { $member: "unknown", $bytes: copyBytes(b.bytes, p, p + size) };
    return Object.assign({ $member }, one(b, p, le, 0, told));
  };
}

export interface TakenMember {
  readonly member: Member;
  readonly taken: TakenStruct;
}

export interface TakenUnion {
  readonly bytes: Uint8Array;
  /** what the bytes were put together of; none where they are given as such */
  readonly members: readonly TakenMember[] | undefined;
  /** the members that are given; of a tagged union whose tag means none, none */
  readonly meant: readonly string[];
}
