import { isSafeNumber, parse } from "lossless-json";
import { BytewrightError } from "../../wire/index.ts";
import { invalid, nameKey, shorten } from "./invalid-json.ts";

/** Bytes that a line may have; a record whose line would be longer is split as a large one. */
export const longestLine: number = 640 * 2 ** 10;

/** Objects and lists in one another that a line may have: each takes some of the stack while it is parsed. */
const mostLevels = 100;

/** Most lines of a large image. Nothing in them can be lost, and the engine parses them many times as fast. */
const plainLine = /^\{"offset":\d{1,15},"(?:payload|tail)":"[\da-f]*"(?:,"reason":"[^"\\]*")?\}$/;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The JSON in a line, undefined if it is blank. What `JSON.parse` would change without a word is refused: a key with
 * two values, a number that is rounded to a whole one.
 * @throws BytewrightError
 */
export function parseLine(line: Uint8Array): unknown {
  const text = orInvalid(() => utf8.decode(line), "bytes that are not UTF-8", "JSON");
  if (text.trim() === "") return undefined;
  if (isTooDeep(text))
    throw invalid("the line", `over ${mostLevels} levels of objects and lists`, mostLevels, "too-large");
  const parseAny = () => (plainLine.test(text) ? JSON.parse(text) : parse(text, null, { parseNumber, onDuplicateKey }));
  return orInvalid(parseAny, "text that is not JSON", "one JSON object in the line");
}

function orInvalid<T>(read: () => T, found: string, expected: string): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof BytewrightError ? error : invalid("", found, expected);
  }
}

function isTooDeep(text: string): boolean {
  let levels = 0;
  let inString = false;
  for (let at = 0; at < text.length && levels <= mostLevels; at++) {
    const mark = text[at];
    if (mark === '"') inString = !inString;
    else if (mark === "\\") at++;
    else if (!inString && (mark === "{" || mark === "[")) levels++;
    else if (!inString && (mark === "}" || mark === "]")) levels--;
  }
  return levels > mostLevels;
}

function parseNumber(literal: string): number {
  const value = Number(literal);
  // Whole numbers past 2^53 are refused where they stand: the field says what it takes instead.
  if (Number.isFinite(value) && (!Number.isSafeInteger(value) || isSafeNumber(literal))) return value;
  const expected = Number.isFinite(value) ? `a number that is not rounded to ${value}` : `at most ${Number.MAX_VALUE}`;
  throw invalid("", shorten(literal), expected);
}

function onDuplicateKey({ key }: { readonly key: string }): never {
  throw invalid(nameKey(key), "two values for the key", "one");
}
