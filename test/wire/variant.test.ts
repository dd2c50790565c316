import { expect, test } from "vitest";
import { describeVariants, firstVariant, isVariant, withDefault } from "../../src/wire/index.ts";

const these = { values: [2, 0, 3] };
const others = { values: [0, 1, 3], except: true as const };

test("a value is one of these, or none of the others", () => {
  expect([0, 1, 2, 3].map((value) => isVariant(these, value))).toEqual([true, false, true, true]);
  expect([0, 1, 2, 3].map((value) => isVariant(others, value))).toEqual([false, false, true, false]);
});

test("in words", () => {
  expect([these, { values: [7] }, others].map(describeVariants)).toEqual(["2 or 0 or 3", "7", "none of 0, 1, 3"]);
});

test("a new record gets the first value, or the least that is left", () => {
  expect([these, others, { values: [], except: true as const }].map(firstVariant)).toEqual([2, 2, 0]);
});

test("a value is completed at a path, and keeps what it has", () => {
  expect(withDefault(undefined, ["kind"], 2)).toEqual({ kind: 2 });
  expect(withDefault({ kind: 5, x: 1 }, ["kind"], 2)).toEqual({ kind: 5, x: 1 });
  expect(withDefault({ kind: 0 }, ["kind"], 2)).toEqual({ kind: 0 });
  expect(withDefault({ x: 1 }, ["common", "kind"], 2)).toEqual({ x: 1, common: { kind: 2 } });
  const given = { common: { y: 3 } };
  expect(withDefault(given, ["common", "kind"], 2)).toEqual({ common: { y: 3, kind: 2 } });
  expect(given).toEqual({ common: { y: 3 } });
});
