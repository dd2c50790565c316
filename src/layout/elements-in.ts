import type { TypeLayout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { valueFields } from "./fields.ts";
import { layoutRulesOf } from "./kinds/index.ts";

type ListLayout = Extract<TypeLayout, { element: TypeLayout }>;

/** Elements of the lists of a fixed length in a value, those of lists in lists included. Of what is reserved, it has none. */
export function elementsIn(type: TypeLayout): number {
  if (type.kind === "array") return type.length * elementsForEach(type);
  if (!("layout" in type)) return 0;
  return valueFields(type.layout).reduce((sum, inner) => sum + elementsIn(inner.type), 0);
}

/** Bytes of memory that stand for one element: those of a struct of four numbers. */
const bytesForOne = 64;

/**
 * What each element of a list adds to the elements that the list has in all: itself, and those of the lists in it. One
 * that takes more memory counts for as many as would. Asked for with each value that is encoded: to count anew takes
 * longer than to encode a short list.
 */
export const elementsForEach: (list: ListLayout) => number = once(({ element }) =>
  Math.max(1 + elementsIn(element), Math.ceil(memoryOf(element) / bytesForOne)),
);

function memoryOf(type: TypeLayout): number {
  return layoutRulesOf(type).memoryOf(type, memoryOf);
}

/** As `elementsForEach`, where structs and unions are seen as views: nothing in them is read. */
export function viewsForEach(list: ListLayout): number {
  const { element } = list;
  if ("layout" in element) return 1;
  return element.kind === "array" ? 1 + element.length * viewsForEach(element) : elementsForEach(list);
}
