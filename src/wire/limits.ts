/**
 * Elements that a list may have in one value, those of lists in it included. Engines end the process, where nothing can catch it, when a list grows
 * beyond what they can hold (V8: 2^27) or when the heap is full: with so many structs or bigints it takes 0.9 GiB
 * (Node 20), with four times as many 3.5 GiB, which is nearly all that there is.
 */
export const mostElements: number = 2 ** 24;

/** Bytes that a text may have in one value: V8's longest string has 2^29 - 24 units, which take two bytes each. */
export const longestText: number = 2 ** 28;

/**
 * Elements that a list can have in all, those of lists in it included, or bytes that a text can. Bytes have no limit:
 * they are there already.
 */
export function mostOf(as: "bytes" | "string" | "list"): number {
  return as === "list" ? mostElements : as === "string" ? longestText : Number.POSITIVE_INFINITY;
}
