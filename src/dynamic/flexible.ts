import type { Framing } from "../wire/codec.ts";
import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";

export type FlexibleLayout = Extract<TypeLayout, { kind: "flexible" }>;

/** What a parser has read so far of the struct it is in. */
type Parsed = { readonly [field: string]: unknown };

/** How many elements a parser reads: a number, told by what it has read before, or all the rest. */
export type Count = number | ((this: Parsed) => number) | "rest";

/** Bytes of a record without the elements of its flexible array. */
export function baseSizeOf(layout: Layout): number {
  return layout.record?.baseSize ?? layout.size;
}

/** How a parser knows the number of elements in the flexible array of `parent`. */
export function countOf(flexible: FlexibleLayout, parent: Layout, framing: Framing | undefined): Count {
  const { count, stride } = flexible;
  if (count !== undefined) {
    return function () {
      return Number(this[count]);
    };
  }
  if (parent.record === undefined || framing?.length === undefined) return "rest";
  const { name, counts, unit } = framing.length;
  const path = [...parent.record.header.split("."), name];
  const before = counts === "payload" ? framing.headerSize : 0;
  return function () {
    const told = path.reduce<unknown>((inside, field) => (inside as Parsed)[field], this);
    return (before + Number(told) * unit - baseSizeOf(parent)) / stride;
  };
}

/** A flexible array among the members; only the last one can be. */
export function flexibleOf(layout: Layout): (FieldLayout & { readonly type: FlexibleLayout }) | undefined {
  for (const field of layout.members) {
    if (field.kind === "field" && field.type.kind === "flexible") return { ...field, type: field.type };
  }
  return undefined;
}
