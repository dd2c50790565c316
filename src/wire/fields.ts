import type { FieldLayout, FlexibleLayout, Layout } from "./layout.ts";
import { once } from "./once.ts";

/** The fields of a struct or union under one name each, at offsets from its start. */
export interface FieldsOf {
  /** those of anonymous structs lifted; of unions, which member is meant they do not say */
  readonly direct: readonly FieldLayout[];
  /** those of anonymous structs and unions lifted */
  readonly all: readonly FieldLayout[];
  /** those that a value holds: not reserved ones, nor what the codec knows by itself */
  readonly held: readonly FieldLayout[];
  /** the held ones that do not share their bytes with others, then the unions without a name that the others are in */
  readonly parts: readonly FieldLayout[];
}

let lifting: ((layout: Layout) => FieldsOf) | undefined;

/** Only layouts that have members without a name bring what lifts those in them. */
export function useLifting(used: (layout: Layout) => FieldsOf): void {
  lifting = used;
}

export const fieldsOf: (layout: Layout) => FieldsOf = /* @__PURE__ */ once((layout: Layout) => {
  if (lifting !== undefined) return lifting(layout);
  const all = layout.members.filter((member): member is FieldLayout => member.kind === "field");
  const held = all.filter(isHeld);
  return { direct: all, all, held, parts: held };
});

/** A flexible array; of one in a struct that ends with it, path and offset from the outermost one. */
export type FlexibleField = FieldLayout & { readonly type: FlexibleLayout };

/** The flexible array that a record or struct ends with, be it in a struct at its end. */
export function flexibleField(layout: Layout): FlexibleField | undefined {
  const last = fieldsOf(layout).direct.at(-1);
  if (last === undefined) return undefined;
  const { type, name, offset } = last;
  if (type.kind === "flexible") return last as FlexibleField;
  const inside = type.kind === "struct" ? flexibleField(type.layout) : undefined;
  return inside && { ...inside, name: `${name}.${inside.name}`, offset: offset + inside.offset };
}

export function isHeld({ reserved, derived }: FieldLayout): boolean {
  return !reserved && !derived;
}

/** Whether views give the bytes of a field as they are: a reserved list or struct has nothing that could be named. */
export function isSeenAsBytes({ reserved, type }: FieldLayout): boolean {
  return reserved === true && ("layout" in type || "element" in type);
}

/**
 * Whether a view may write a field by itself: what it holds is numbers, text or bytes of a fixed size, and neither
 * the record's shape (type, length, counts, tags, what tells it from others) nor a constant depends on it. Structs are
 * written through their own views.
 */
export function isSettable({
  derived,
  constant,
  counts,
  tags,
  tells,
  reserved,
  since,
  type,
  size,
}: FieldLayout): boolean {
  if (derived || constant !== undefined || counts !== undefined || tags || tells || reserved || since) return false;
  let inner = type;
  while ("element" in inner) inner = inner.element;
  return !("layout" in inner) && !("element" in type && size === 0 && type.kind === "flexible");
}
