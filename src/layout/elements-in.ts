import type { TypeLayout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { valueFields } from "./fields.ts";

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

type OfKind<K> = Extract<TypeLayout, { readonly kind: K }>;

/** About the bytes that V8 takes for a value on Node 20, in a list or in a struct. */
const memory: { readonly [K in TypeLayout["kind"]]: (type: OfKind<K>) => number } = {
  integer: ({ big }) => (big ? 32 : 8),
  float: () => 16,
  char: () => 8,
  bool: () => 8,
  string: ({ size }) => 40 + size,
  strictText: ({ size }) => 40 + size,
  bytes: ({ size }) => 240 + size,
  array: ({ element, length }) => 48 + length * memoryOf(element),
  flexible: () => 48,
  records: () => 48,
  struct: ({ layout }) => valueFields(layout).reduce((sum, { type }) => sum + memoryOf(type), 32),
  // All members where there is no tag, and the bytes where it has a name: more than a value has at once.
  union: ({ layout }) => memory.struct({ kind: "struct", layout }) + memory.bytes({ kind: "bytes", size: layout.size }),
};

function memoryOf(type: TypeLayout): number {
  return (memory[type.kind] as (type: TypeLayout) => number)(type);
}

/** As `elementsForEach`, where structs and unions are seen as views: nothing in them is read. */
export function viewsForEach(list: ListLayout): number {
  const { element } = list;
  if ("layout" in element) return 1;
  return element.kind === "array" ? 1 + element.length * viewsForEach(element) : elementsForEach(list);
}
