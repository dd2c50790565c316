import type { Leaf } from "./leaves.ts";

/** The leaves of two records with the same path, or one that has none in the other: those of A in order, then B's. */
export type LeafPair = readonly [Leaf | undefined, Leaf | undefined];

/**
 * Pairs the leaves of two records by their paths. As long as both have the same paths, which is nearly always to the end,
 * no leaf is held: a list may have very many.
 */
export function* pairLeaves(a: Iterator<Leaf>, b: Iterator<Leaf>): Generator<LeafPair> {
  let [inA, inB] = [a.next(), b.next()];
  while (!inA.done && !inB.done && inA.value.path === inB.value.path) {
    yield [inA.value, inB.value];
    [inA, inB] = [a.next(), b.next()];
  }
  const left = new Map<string, Leaf>();
  for (; !inB.done; inB = b.next()) left.set(inB.value.path, inB.value);
  for (; !inA.done; inA = a.next()) {
    const { path } = inA.value;
    yield [inA.value, left.get(path)];
    left.delete(path);
  }
  for (const leaf of left.values()) yield [undefined, leaf];
}
