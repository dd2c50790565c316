import type { Layout, TypeLayout } from "../wire/layout.ts";

type ListLayout = Extract<TypeLayout, { element: TypeLayout }>;

/** Elements of the lists of a fixed length in a value, those of lists in lists included. Of what is reserved, it has none. */
export function elementsIn(type: TypeLayout): number {
  if (type.kind === "array") return type.length * elementsForEach(type);
  if (!("layout" in type)) return 0;
  return typesIn(type.layout).reduce((sum, inner) => sum + elementsIn(inner), 0);
}

/** Asked for with each value that is encoded: to count anew takes longer than to encode a short list. */
const known = new WeakMap<ListLayout, number>();

/** Bytes of memory that stand for one element: those of a struct of four numbers. */
const bytesForOne = 64;

/**
 * What each element of a list adds to the elements that the list has in all: itself, and those of the lists in it. One
 * that takes more memory counts for as many as would.
 */
export function elementsForEach(list: ListLayout): number {
  const counted = known.get(list) ?? countForEach(list);
  known.set(list, counted);
  return counted;
}

function countForEach({ element }: ListLayout): number {
  return Math.max(1 + elementsIn(element), Math.ceil(memoryOf(element) / bytesForOne));
}

/** As `elementsForEach`, where structs and unions are seen as views: nothing in them is read. */
export function viewsForEach(list: ListLayout): number {
  const { element } = list;
  if ("layout" in element) return 1;
  return element.kind === "array" ? 1 + element.length * viewsForEach(element) : elementsForEach(list);
}

/** About the bytes that V8 takes for a value on Node 20, in a list or in a struct. */
function memoryOf(type: TypeLayout): number {
  switch (type.kind) {
    case "integer":
      return type.big ? 32 : 8;
    case "float":
      return 16;
    case "char":
      return 8;
    case "string":
      return 40 + type.size;
    case "bytes":
      return 240 + type.size;
    case "array":
      return 48 + type.length * memoryOf(type.element);
    case "flexible":
      return 48;
    case "struct":
    case "union":
      return memoryOfAggregate(type.layout);
  }
}

/** Of a union without a tag a value has all members, and of any with a name its bytes: more than it has at once. */
function memoryOfAggregate(layout: Layout): number {
  const members = typesIn(layout).map(memoryOf);
  return 32 + members.reduce((sum, one) => sum + one, layout.kind === "union" ? 240 + layout.size : 0);
}

/** What a value holds of a struct or union. */
function typesIn({ members }: Layout): TypeLayout[] {
  return members.flatMap((member) => (member.kind === "padding" || member.reserved ? [] : [member.type]));
}
