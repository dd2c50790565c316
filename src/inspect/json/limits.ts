import { type InvalidJson, invalid, type JsonLimits, nameKey } from "./invalid-json.ts";

/** Bytes that a line may have; a record whose line would be longer is split as a large one. */
export const longestLine: number = 2 * 2 ** 20;

/** Objects and lists in one another that a line may have; likewise. */
export const mostLevels = 100;

/** Values that a line may have; likewise. */
export const mostValues = 100_000;

/** What that can be raised to: one object of more keys takes `JSON.parse` of V8 longer than anybody waits. */
export const highestValues: number = 2 ** 23 - 1;

/** An object or list that is open. */
interface Level {
  readonly isList: boolean;
  /** elements before the one that is being read */
  index: number;
  /** of the value that is being read */
  key: string | undefined;
  /** of all values so far */
  keys: Set<string> | undefined;
}

/**
 * Looks at JSON before it is parsed: what is refused here would take memory, or a deep stack, for nothing, or be another
 * number than was written. Gives what is wrong if the text is JSON: `JSON.parse` keeps the last of a key that an object
 * has twice. Takes time that grows with the text, and memory that grows with its depth.
 * @throws InvalidJson with the path to where the limit is passed, or to the number
 */
export function checkLimits(text: string, limits: JsonLimits): InvalidJson | undefined {
  const { maxDepth = mostLevels, maxValues = mostValues } = limits;
  const most = Math.min(maxValues, highestValues);
  /** the outermost first */
  const open: Level[] = [];
  let values = 0;
  let duplicate: InvalidJson | undefined;
  const countValue = () => {
    if (++values > most) throw tooLarge("maxValues", open, `${most} values`);
  };
  for (let at = 0; at < text.length; at++) {
    const level = open.at(-1);
    const mark = text.charCodeAt(at);
    switch (mark) {
      case quote: {
        const end = endOfString(text, at);
        if (level !== undefined && !level.isList && level.key === undefined) {
          level.key = readKey(text.slice(at + 1, end - 1));
          level.keys ??= new Set();
          if (level.keys.has(level.key)) duplicate ??= invalid("duplicate-key", pathOf(open), keyTwice);
          level.keys.add(level.key);
        }
        at = end - 1;
        break;
      }
      case openBrace:
      case openBracket:
        if (open.length === maxDepth) throw tooLarge("maxDepth", open, `${maxDepth} levels`);
        countValue();
        open.push({ isList: mark === openBracket, index: 0, key: undefined, keys: undefined });
        break;
      case closeBrace:
      case closeBracket:
        open.pop();
        break;
      case comma:
        if (level !== undefined) {
          level.index++;
          level.key = undefined;
        }
        countValue();
        break;
      default:
        if (!startsNumber(mark)) break;
        number.lastIndex = at;
        number.test(text);
        refuseChanged(text.slice(at, number.lastIndex), open);
        at = number.lastIndex - 1;
    }
  }
  return duplicate;
}

const [quote, comma, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d];
const number = /[-+.0-9eE]+/y;
const keyTwice = "found the key twice in an object, expected it once";

function startsNumber(unit: number): boolean {
  return unit === 0x2d || (unit >= 0x30 && unit <= 0x39);
}

/** Where a string ends that starts at `at`; the end of the text if it does not. */
function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) !== quote) end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

/** The key that is written so between quotes; as it stands where that is no JSON. */
function readKey(written: string): string {
  if (!written.includes("\\")) return written;
  try {
    return JSON.parse(`"${written}"`);
  } catch {
    return written;
  }
}

/** Of a place inside deep nesting, this many levels are named. */
const shownLevels = 8;

/** Where in a line a value stands: `fields.groups[3]`. */
function pathOf(open: readonly Level[]): string {
  const steps = open.slice(0, shownLevels).map(({ isList, index, key }, i) => {
    if (isList) return `[${index}]`;
    if (key === undefined) return "";
    return i === 0 ? nameKey(key) : `.${nameKey(key)}`;
  });
  return steps.join("");
}

function tooLarge(limit: keyof JsonLimits, open: readonly Level[], most: string): InvalidJson {
  return invalid("too-large", pathOf(open), `found more than ${most}, expected fewer`, limit);
}

/** Characters of the shortest number without an exponent that becomes another one: 2^53 + 1. */
const fewestRounded = 16;

/** Refuses a number that `JSON.parse` takes for infinity, and a fraction that it takes for a whole number. */
function refuseChanged(literal: string, open: readonly Level[]): void {
  // Of few digits nothing gets lost.
  if (literal.length < fewestRounded && !/e/i.test(literal)) return;
  const value = Number(literal);
  const isInfinite = Math.abs(value) === Number.POSITIVE_INFINITY;
  if (!isInfinite && (!Number.isSafeInteger(value) || isWhole(literal))) return;
  const found = literal.length <= 60 ? literal : `${literal.slice(0, 60)}...`;
  const expected = isInfinite ? `at most ${Number.MAX_VALUE}` : `a number that is not rounded to ${value}`;
  throw invalid("wrong-value", pathOf(open), `found ${found}, expected ${expected}`);
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
