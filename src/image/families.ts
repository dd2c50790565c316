import type { Family, OrderedFamily } from "../wire/index.ts";

/** A format, or versions of one of which an image tells which it is; each in the byte orders that it occurs in. */
export type Families = Family | readonly Family[];

/** Each family as it was given. */
export function listFamilies(families: Families): readonly Family[] {
  return "framing" in families ? [families] : families;
}

/** Each family in each byte order that it occurs in. */
export function inAllOrders(families: Families): Family[] {
  return listFamilies(families).flatMap((family) => {
    const { be } = family as Partial<OrderedFamily>;
    return be === undefined ? [family] : [family, be];
  });
}
