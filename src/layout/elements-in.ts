import type { TypeLayout } from "../wire/layout.ts";

type ListLayout = Extract<TypeLayout, { element: TypeLayout }>;

/** Elements of the lists of a fixed length in a value, those of lists in lists included. Of what is reserved, it has none. */
export function elementsIn(type: TypeLayout): number {
  if (type.kind === "array") return type.length * elementsForEach(type);
  if (!("layout" in type)) return 0;
  return type.layout.members.reduce((sum, member) => {
    return member.kind === "padding" || member.reserved ? sum : sum + elementsIn(member.type);
  }, 0);
}

/** What each element of a list adds to the elements that the list has in all: itself, and those of the lists in it. */
export function elementsForEach({ element }: ListLayout): number {
  return 1 + elementsIn(element);
}
