import { expect, test } from "vitest";
import { exactly } from "../../src/layout/index.ts";

const written = (value: unknown) => JSON.stringify({ value }, (_, one) => exactly(one));

test("no two values of a schema are written alike", () => {
  const values = [0, -0, 1, 1n, "1", -1n, 2n ** 64n, Number.NaN, "NaN", Infinity, -Infinity, null, true, [1], { a: 1 }];
  expect(new Set(values.map(written)).size).toBe(values.length);
});

test("numbers that JSON has no way to write, and bigints, are texts that are marked", () => {
  expect([5n, -0, Number.NaN, -Infinity, 5, "x"].map(exactly)).toEqual([
    { bigint: "5" },
    { number: "-0" },
    { number: "NaN" },
    { number: "-Infinity" },
    5,
    "x",
  ]);
});
