import { fieldsOf } from "../fields.ts";
import type { FieldLayout, Layout, TypeLayout } from "../layout.ts";
import type { Compare, Write } from "./kind.ts";
import type { StructLayout } from "./struct.ts";
import { structCoder } from "./struct-coder.ts";

/** `isLifted`: it has no name, so that its members stand in the value of the struct around it */
export type UnionLayout = Extract<TypeLayout, { kind: "union" }> & { readonly isLifted?: true };

/** A member, taken and put as a struct of its own is. */
export interface Member {
  readonly field: FieldLayout;
  readonly type: StructLayout;
  /** under which a value gives it: its own or, of an anonymous one, those of what is in it */
  readonly names: readonly string[];
  readonly write: Write;
  readonly compare: Compare;
}

const known: WeakMap<Layout, readonly Member[]> = new WeakMap<Layout, readonly Member[]>();

export function membersOf(union: Layout): readonly Member[] {
  const made = known.get(union) ?? union.members.flatMap((one) => (one.kind === "field" ? [memberOf(one, union)] : []));
  known.set(union, made);
  return made;
}

function memberOf(field: FieldLayout, { abi, size, align }: Layout): Member {
  const layout: Layout = { name: "", kind: "struct", abi, size, align, members: [field] };
  const type: StructLayout = { kind: "struct", layout };
  const names = fieldsOf(layout).held.map(({ name }) => name);
  return { field, type, names, write: structCoder.writer(type), compare: structCoder.comparer(type) };
}

/** The member of a tagged union that has a tag and this name. */
export function memberNamed(union: Layout, name: unknown): Member | undefined {
  if (typeof name !== "string" || !Object.hasOwn(union.tag?.members ?? {}, name)) return undefined;
  return membersOf(union).find(({ field }) => field.name === name);
}

/** What is made of each member that a tag means, by its tag. */
export function byTag<T>(union: Layout, make: (member: Member) => T | undefined): ReadonlyMap<number, T> {
  const made = new Map<number, T>();
  for (const [name, tag] of Object.entries(union.tag?.members ?? {})) {
    const member = memberNamed(union, name);
    const one = member && make(member);
    if (one !== undefined) made.set(tag, one);
  }
  return made;
}
