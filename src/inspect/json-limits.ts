import { type InvalidJson, invalid, nameKey } from "./invalid-json.ts";

/** What a line of JSON may take at most, so that no text takes much more memory than it has characters. */
export interface JsonLimits {
  /** bytes of a line; default 2 MiB */
  readonly maxLineBytes?: number;
  /** objects and lists in one another; default 100 */
  readonly maxDepth?: number;
  /** values in a line, counted by the marks `{`, `[` and `,`; default 100,000 */
  readonly maxValues?: number;
}

/** Bytes that a line may have; a record whose line would be longer is split as a large one. */
export const longestLine: number = 2 * 2 ** 20;

const defaultDepth = 100;

/** Values that a line may have; likewise. */
export const mostValues = 100_000;

/** An object or list that is open. */
interface Level {
  readonly isList: boolean;
  /** elements before the one that is being read */
  index: number;
  /** where the key of the value stands that is being read, quotes included */
  key: readonly [start: number, end: number] | undefined;
}

/**
 * Looks at JSON before it is parsed: what is refused here would take memory, or a deep stack, for nothing.
 * @throws InvalidJson too-large, with the path to where the limit is passed
 */
export function checkLimits(text: string, limits: JsonLimits): void {
  const { maxDepth = defaultDepth, maxValues = mostValues } = limits;
  const open: Level[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const level = open.at(-1);
    switch (text[at]) {
      case '"': {
        const end = endOfString(text, at);
        if (level !== undefined && !level.isList) level.key ??= [at, end];
        at = end - 1;
        continue;
      }
      case "{":
      case "[":
        if (open.length === maxDepth) throw tooLarge(open, text, `found more than ${maxDepth} levels`);
        open.push({ isList: text[at] === "[", index: 0, key: undefined });
        break;
      case "}":
      case "]":
        open.pop();
        continue;
      case ",":
        if (level !== undefined) {
          level.index++;
          level.key = undefined;
        }
        break;
      default:
        continue;
    }
    if (++values > maxValues) throw tooLarge(open, text, `found more than ${maxValues} values`);
  }
}

/** Where a string ends that starts at `at`; the end of the text if it does not. */
function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return end + 1;
}

/** Of a key inside deep nesting, this many levels name the place. */
const shownLevels = 8;

function tooLarge(open: readonly Level[], text: string, found: string): InvalidJson {
  const path = open.slice(0, shownLevels).map((level, i) => step(level, text, i === 0));
  return invalid("too-large", path.join(""), `${found}, expected fewer`);
}

function step({ isList, index, key }: Level, text: string, isFirst: boolean): string {
  if (isList) return `[${index}]`;
  if (key === undefined) return "";
  const name = nameKey(text.slice(key[0] + 1, key[1] - 1));
  return isFirst ? name : `.${name}`;
}
