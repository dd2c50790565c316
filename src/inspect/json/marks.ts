import { nameKey } from "./invalid-json.ts";

/** An object or list that is open. */
interface Level {
  readonly isList: boolean;
  /** elements before the one that is being read */
  index: number;
  /** where the key of the value stands that is being read, quotes included */
  key: readonly [start: number, end: number] | undefined;
}

/** The objects and lists around a place in JSON, the outermost first. */
export type Open = readonly Level[];

/** What is told of JSON that is not parsed yet, and may be none. */
export interface MarkVisitor {
  /** A value that has more in it, or stands behind a comma. */
  value?(open: Open, hasMore: boolean): void;
  /** A key of the innermost object, quotes included. */
  key?(open: Open, start: number, end: number): void;
  number?(open: Open, start: number, end: number): void;
}

/** Goes over JSON from mark to mark, in time that grows with the text and memory that grows with its depth. */
export function visitMarks(text: string, visitor: MarkVisitor): void {
  const open: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    const level = open.at(-1);
    switch (text.charCodeAt(at)) {
      case quote: {
        const end = endOfString(text, at);
        if (level !== undefined && !level.isList && level.key === undefined) {
          level.key = [at, end];
          visitor.key?.(open, at, end);
        }
        at = end - 1;
        break;
      }
      case openBrace:
      case openBracket:
        visitor.value?.(open, true);
        open.push({ isList: text.charCodeAt(at) === openBracket, index: 0, key: undefined });
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
        visitor.value?.(open, false);
        break;
      default:
        if (!startsNumber(text.charCodeAt(at))) break;
        number.lastIndex = at;
        number.test(text);
        visitor.number?.(open, at, number.lastIndex);
        at = number.lastIndex - 1;
    }
  }
}

const [quote, comma, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d];
const number = /[-+.0-9eE]+/y;

function startsNumber(unit: number): boolean {
  return unit === 0x2d || (unit >= 0x30 && unit <= 0x39);
}

/** Where a string ends that starts at `at`; the end of the text if it does not. */
function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) !== quote) end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

/** Of a place inside deep nesting, this many levels are named. */
const shownLevels = 8;

/** Where in a line a value stands: `fields.groups[3]`. */
export function pathOf(open: Open, text: string): string {
  return open
    .slice(0, shownLevels)
    .map((level, i) => step(level, text, i === 0))
    .join("");
}

function step({ isList, index, key }: Level, text: string, isFirst: boolean): string {
  if (isList) return `[${index}]`;
  if (key === undefined) return "";
  const name = nameKey(keyIn(text, key[0], key[1]));
  return isFirst ? name : `.${name}`;
}

/** The key in quotes; as it stands where that is no JSON. */
export function keyIn(text: string, start: number, end: number): string {
  const inside = text.slice(start + 1, end - 1);
  if (!inside.includes("\\")) return inside;
  try {
    return JSON.parse(`"${inside}"`);
  } catch {
    return inside;
  }
}
