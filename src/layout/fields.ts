import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";

/** The members of a struct or union without its holes. */
export function fieldsOf({ members }: Pick<Layout, "members">): FieldLayout[] {
  return members.filter((member) => member.kind === "field");
}

/** Those, and the parts behind a struct. */
export function fieldsAndParts(layout: Layout): FieldLayout[] {
  return [...fieldsOf(layout), ...(layout.extended?.parts ?? [])];
}

/** What a value holds of a struct or union. */
export function valueFields(layout: Layout): FieldLayout[] {
  return fieldsOf(layout).filter(({ reserved }) => !reserved);
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
