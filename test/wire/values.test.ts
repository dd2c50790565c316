import { expect, test } from "vitest";
import {
  type BytewrightError,
  badText,
  inside,
  joinPaths,
  notVariant,
  outOfRange,
  pathOf,
  rangeOf,
  whereIn,
  wrongCount,
  wrongValue,
} from "../../src/wire/index.ts";

const a = whereIn("r", "a");

/** What is said of values that cannot be encoded, to the letter. */
test.each<[make: () => BytewrightError, code: string, message: string]>([
  [() => outOfRange(a, 300, "u8", rangeOf(false, 8), false), "out-of-range", "r.a: 300 does not fit u8 (0..255)"],
  [
    () => outOfRange(a, 1.5, "s32", rangeOf(true, 32), false),
    "out-of-range",
    "r.a: 1.5 does not fit s32 (-2147483648..2147483647)",
  ],
  [
    () => outOfRange(a, -1n, "u64", rangeOf(false, 64), true),
    "out-of-range",
    "r.a: -1 does not fit u64 (0..18446744073709551615)",
  ],
  [
    () => outOfRange(a, 5, "s64", rangeOf(true, 64), true),
    "wrong-value",
    "r.a: found the number 5, expected a bigint, s64 (-9223372036854775808..9223372036854775807)",
  ],
  [
    () => outOfRange(a, 5n, "u32", rangeOf(false, 32), false),
    "wrong-value",
    "r.a: found the bigint 5, expected a number, u32 (0..4294967295)",
  ],
  [
    () => outOfRange(a, 1n << 40n, "u32", rangeOf(false, 32), true),
    "out-of-range",
    "r.a: 1099511627776 does not fit u32 (0..4294967295)",
  ],
  [
    () => outOfRange(a, undefined, "u16", rangeOf(false, 16), false),
    "wrong-value",
    "r.a: found nothing, expected a number, u16 (0..65535)",
  ],
  [() => wrongValue(a, null, "a list"), "wrong-value", "r.a: found null, expected a list"],
  [() => wrongValue(whereIn("r"), [1, 2], "an object"), "wrong-value", "r: found a list of 2, expected an object"],
  [() => wrongValue(a, {}, "a list"), "wrong-value", "r.a: found an object, expected a list"],
  [() => wrongValue(a, () => 1, "a list"), "wrong-value", "r.a: found a function, expected a list"],
  [() => wrongValue(a, true, "a list"), "wrong-value", "r.a: found a boolean, expected a list"],
  [() => wrongValue(a, new Uint8Array(2), "a list"), "wrong-value", "r.a: found an object, expected a list"],
  [() => wrongValue(a, "x".repeat(40), "a list"), "wrong-value", `r.a: found "${"x".repeat(40)}", expected a list`],
  [() => wrongValue(a, "x".repeat(41), "a list"), "wrong-value", `r.a: found "${"x".repeat(39)}…", expected a list`],
  [() => notVariant(a, 8, "1 or 2"), "wrong-variant", "r.a is the number 8, expected 1 or 2"],
  [() => wrongCount(a, 3, 4), "wrong-count", "r.a is 3 elements, expected 4"],
  [() => badText(a, 17, 16), "too-long", "r.a: 17 bytes do not fit into char[16]"],
  [() => badText(a, 0, 0), "too-long", "r.a: 0 bytes do not fit into char[0]"],
  [
    () => badText(a, -1, 16),
    "not-encodable",
    "r.a: a lone surrogate cannot be encoded, expected text, with other bytes b as U+DC00+b",
  ],
])("%#", (make, code, message) => {
  const error = make();
  expect([error.code, error.message, error.record, error.offset]).toEqual([code, message, "r", undefined]);
});

test("something inside a member says where that is", () => {
  expect(["", "a", "[3]", "[3].a", "a[3]"].map((path) => joinPaths("m", path))).toEqual([
    "m",
    "m.a",
    "m[3]",
    "m[3].a",
    "m.a[3]",
  ]);
  const outer = whereIn("outer", "m");
  expect(pathOf(inside(inside(outer, 3), "a"))).toBe("m[3].a");
});
