import { type InvalidJson, invalid, type JsonLimits } from "./invalid-json.ts";
import { keyIn, type Open, pathOf, visitMarks } from "./marks.ts";

/** Bytes that a line may have; a record whose line would be longer is split as a large one. */
export const longestLine: number = 2 * 2 ** 20;

/** Objects and lists in one another that a line may have; likewise. */
export const mostLevels = 100;

/** Values that a line may have; likewise. */
export const mostValues = 100_000;

/** What that can be raised to: one object of more keys takes `JSON.parse` of V8 longer than anybody waits. */
export const highestValues: number = 2 ** 23 - 1;

/**
 * Looks at JSON before it is parsed: what is refused here would take memory, or a deep stack, for nothing, or be another
 * number than was written. Gives what is wrong if the text is JSON: `JSON.parse` keeps the last of a key that an object
 * has twice.
 * @throws InvalidJson with the path to where the limit is passed, or to the number
 */
export function checkLimits(text: string, limits: JsonLimits): InvalidJson | undefined {
  const { maxDepth = mostLevels, maxValues = mostValues } = limits;
  const most = Math.min(maxValues, highestValues);
  let values = 0;
  const keys: (Set<string> | undefined)[] = [];
  let duplicate: InvalidJson | undefined;
  visitMarks(text, {
    value(open, hasMore) {
      if (hasMore && open.length === maxDepth) throw tooLarge("maxDepth", open, text, `${maxDepth} levels`);
      if (++values > most) throw tooLarge("maxValues", open, text, `${most} values`);
      if (hasMore) keys[open.length] = undefined;
    },
    key(open, start, end) {
      const key = keyIn(text, start, end);
      const known = keys[open.length - 1];
      if (known === undefined) keys[open.length - 1] = new Set([key]);
      else if (!known.has(key)) known.add(key);
      else
        duplicate ??= invalid(
          "duplicate-key",
          pathOf(open, text),
          "found the key twice in an object, expected it once",
        );
    },
    number(open, start, end) {
      const literal = text.slice(start, end);
      // Of few digits nothing gets lost.
      if (literal.length >= fewestRounded || /e/i.test(literal)) refuseChanged(literal, () => pathOf(open, text));
    },
  });
  return duplicate;
}

function tooLarge(limit: keyof JsonLimits, open: Open, text: string, most: string): InvalidJson {
  return invalid("too-large", pathOf(open, text), `found more than ${most}, expected fewer`, limit);
}

/** Characters of the shortest number without an exponent that becomes another one: 2^53 + 1. */
const fewestRounded = 16;

/** Refuses a number that `JSON.parse` takes for infinity, and a fraction that it takes for a whole number. */
function refuseChanged(literal: string, path: () => string): void {
  const value = Number(literal);
  const isInfinite = Math.abs(value) === Number.POSITIVE_INFINITY;
  if (!isInfinite && (!Number.isSafeInteger(value) || isWhole(literal))) return;
  const found = literal.length <= 60 ? literal : `${literal.slice(0, 60)}...`;
  const expected = isInfinite ? `at most ${Number.MAX_VALUE}` : `a number that is not rounded to ${value}`;
  throw invalid("wrong-value", path(), `found ${found}, expected ${expected}`);
}

/** Whether a decimal literal means a whole number. */
function isWhole(literal: string): boolean {
  const [mantissa = "", exponent = "0"] = literal.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  const isZero = end === 0 || digits.slice(0, end) === "-";
  return isZero || digits.length - end >= fraction.length - Number(exponent);
}
