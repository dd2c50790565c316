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

/** Bytes of a whole record, from what its header's length field says. */
export function recordSize(told: number, { length, headerSize }: Framing): number {
  const counted = told * (length?.unit ?? 1);
  return length?.counts === "payload" ? headerSize + counted : counted;
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
  const path = [...parent.record.header.split("."), framing.length.name];
  return function () {
    const told = path.reduce<unknown>((inside, name) => (inside as Parsed)[name], this);
    return (recordSize(Number(told), framing) - baseSizeOf(parent)) / stride;
  };
}

/** A flexible array among the members; only the last one can be. */
export function flexibleOf(layout: Layout): (FieldLayout & { readonly type: FlexibleLayout }) | undefined {
  for (const field of layout.members) {
    if (field.kind === "field" && field.type.kind === "flexible") return { ...field, type: field.type };
  }
  return undefined;
}
