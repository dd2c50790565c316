import type { Layout, TypeLayout } from "../../src/wire/index.ts";
import type { Order } from "./unit.ts";

/** What the names of functions that check or make a value end in: they differ by byte order only where unions are. */
export function valueSuffix(layout: Layout, order: Order): Order["suffix"] {
  return isOrHoldsUnion(layout) ? order.suffix : "";
}

export function isOrHoldsUnion(layout: Layout): boolean {
  return layout.kind === "union" || holdsUnion(layout);
}

/** Asked once for each field of a struct. */
const unionHolders = new WeakMap<Layout, boolean>();

/** Whether values of a layout hold a union, so that what fits depends on the byte order. */
function holdsUnion(layout: Layout): boolean {
  const known = unionHolders.get(layout);
  if (known !== undefined) return known;
  const holds = layout.members.some((member) => {
    if (member.kind === "padding" || member.reserved) return false;
    let type: TypeLayout = member.type;
    while (type.kind === "array" || type.kind === "flexible") type = type.element;
    return type.kind === "union" || (type.kind === "struct" && holdsUnion(type.layout));
  });
  unionHolders.set(layout, holds);
  return holds;
}
