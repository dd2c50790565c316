import { copyBytes } from "../binding.ts";
import { fieldsOf } from "../fields.ts";
import { type FieldLayout, keyOf, type Layout, type TypeLayout } from "../layout.ts";
import { once } from "../once.ts";
import type { Read, Write } from "./kind.ts";
import type { StructLayout } from "./struct.ts";
import { fieldsReader, structCoder } from "./struct-coder.ts";

export type UnionLayout = Extract<TypeLayout, { kind: "union" }>;

/** A member, taken and put as a struct of its own is. */
export interface Member {
  readonly field: FieldLayout;
  readonly type: StructLayout;
  /** its C name or, of an anonymous one, those of what is in it; and under which a value gives them */
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly write: Write;
}

export const membersOf: (union: Layout) => readonly Member[] = /* @__PURE__ */ once((union: Layout) =>
  union.members.flatMap((one) => (one.kind === "field" ? [memberOf(one, union)] : [])),
);

function memberOf(field: FieldLayout, { abi, size, align }: Layout): Member {
  const layout: Layout = { name: "", kind: "struct", abi, size, align, members: [field] };
  const type: StructLayout = { kind: "struct", layout };
  const { held } = fieldsOf(layout);
  const names = held.map(({ name }) => name);
  return { field, type, names, keys: held.map(keyOf), write: structCoder.writer(type) };
}

/** The member of a tagged union that has a tag and this name. */
export function memberNamed(union: Layout, name: unknown): Member | undefined {
  if (typeof name !== "string" || !Object.hasOwn(union.tag?.members ?? {}, name)) return undefined;
  return membersOf(union).find(({ field }) => field.name === name);
}

/** What is made of each member that a tag means, by its tag. */
export function byTag<T>(union: Layout, make: (member: Member) => T): ReadonlyMap<number, T> {
  const made = new Map<number, T>();
  for (const [name, tag] of Object.entries(union.tag?.members ?? {})) {
    const member = memberNamed(union, name);
    if (member !== undefined) made.set(tag, make(member));
  }
  return made;
}

/** Reads the value of a union. */
export function unionReader({ layout, isLifted }: UnionLayout): Read {
  const { size } = layout;
  if (layout.tag !== undefined && !isLifted) return taggedReader(layout);
  const read = fieldsReader(layout);
  return (b, p, le) => {
    const value: { [field: string]: unknown } = isLifted ? {} : { $bytes: copyBytes(b.bytes, p, p + size) };
    read(value, b, p, le);
    return value;
  };
}

function taggedReader(layout: Layout): Read {
  const readers = byTag(layout, ({ field, type }) => ({ $member: field.name, read: structCoder.reader(type) }));
  return (b, p, le, tag) => {
    const member = readers.get(tag as number);
    if (member === undefined) return { $member: "unknown", $bytes: copyBytes(b.bytes, p, p + layout.size) };
    const { $member, read } = member;
    return Object.assign({ $member }, read(b, p, le));
  };
}
