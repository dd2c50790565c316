import { diffArrays } from "diff";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commonStretches, type Stretch } from "../../src/inspect/common-stretches.ts";

function stretches(a: string, b: string, mostEdits = Number.POSITIVE_INFINITY): Stretch[] | undefined {
  return commonStretches(a.length, b.length, (i, j) => a[i] === b[j], mostEdits);
}

test.each<[string, string, string[]]>([
  ["", "", []],
  ["a", "", []],
  ["", "a", []],
  ["abc", "abc", ["abc"]],
  ["abc", "axc", ["a", "c"]],
  ["abcabba", "cbabac", ["c", "ab", "a"]],
  ["xxab", "ab", ["ab"]],
  ["ab", "abyy", ["ab"]],
])("%j and %j have in common %j", (a, b, expected) => {
  const found = stretches(a, b) ?? [];
  expect(found.map(({ inA, length }) => a.slice(inA, inA + length))).toEqual(expected);
  expect(found.map(({ inB, length }) => b.slice(inB, inB + length))).toEqual(expected);
});

test("as many edits as are allowed, and one more", () => {
  expect(stretches("abcd", "xbyd", 4)).toEqual([
    { inA: 1, inB: 1, length: 1 },
    { inA: 3, inB: 3, length: 1 },
  ]);
  expect(stretches("abcd", "xbyd", 3)).toBeUndefined();
});

test("another implementation has the same in common", () => {
  const list = fc.oneof(fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 30 }), fc.string({ maxLength: 30 }));
  fc.assert(
    fc.property(list, list, fc.integer({ min: 0, max: 40 }), (a, b, mostEdits) => {
      expect(stretches(a, b, mostEdits)).toEqual(byPackage(a, b, mostEdits));
    }),
    { numRuns: 3000 },
  );
});

function byPackage(a: string, b: string, maxEditLength: number): Stretch[] | undefined {
  const found: Stretch[] = [];
  let [inA, inB] = [0, 0];
  const changes = diffArrays([...a], [...b], { maxEditLength });
  for (const { added, removed, count } of changes ?? []) {
    if (!added && !removed) found.push({ inA, inB, length: count });
    if (!added) inA += count;
    if (!removed) inB += count;
  }
  return changes && found;
}
