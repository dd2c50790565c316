import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";

/** The members of a struct or union without its holes. */
export function fieldsOf({ members }: Pick<Layout, "members">): FieldLayout[] {
  return members.filter((member) => member.kind === "field");
}

/** What a value holds of a struct or union. */
export function valueFields(layout: Layout): FieldLayout[] {
  return fieldsOf(layout).filter(({ reserved }) => !reserved);
}

type FlexibleField = FieldLayout & { readonly type: Extract<TypeLayout, { readonly kind: "flexible" }> };

/** The flexible array that a record ends with. */
export function flexibleField(layout: Layout): FlexibleField | undefined {
  return fieldsOf(layout).find((field): field is FlexibleField => field.type.kind === "flexible");
}

/** Whether views give the bytes of a field as they are: a reserved list or struct has nothing that could be named. */
export function isSeenAsBytes({ reserved, type }: FieldLayout): boolean {
  return reserved === true && ("layout" in type || "element" in type);
}

/**
 * Whether a view may write a field by itself: what it holds is numbers, text or bytes of a fixed size, and neither the
 * record's shape (type, length, counts, tags, what tells it from others) nor a constant depends on it. Structs are
 * written through their own views.
 */
export function isSettable({ derived, constant, counts, tags, tells, reserved, type }: FieldLayout): boolean {
  if (derived || constant !== undefined || counts !== undefined || tags || tells || reserved) return false;
  return type.kind !== "flexible" && !("layout" in elementsOf(type));
}

/** What the elements of arrays of arrays are in the end. */
export function elementsOf(type: TypeLayout): TypeLayout {
  return "element" in type ? elementsOf(type.element) : type;
}

/**
 * Names that values and views give a meaning of their own, and those that an object has although nobody gave it any: no
 * member can have one of them.
 */
export const reservedMembers: ReadonlySet<string> = new Set([
  ...["prototype", "toJSON"],
  ...Object.getOwnPropertyNames(Object.prototype),
]);
