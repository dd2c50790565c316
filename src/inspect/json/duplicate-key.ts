import { invalid } from "./invalid-json.ts";
import { keyIn, pathOf, visitMarks } from "./marks.ts";

/**
 * `JSON.parse` keeps the last of a key that an object has twice; `json` is what it makes of `text`.
 * @throws InvalidJson with the key's path
 */
export function refuseDuplicateKeys(text: string, json: unknown): void {
  // Usually this tells in a fifth of the time that there is none.
  if (countKeys(json) !== countQuotedColons(text)) searchDuplicateKey(text);
}

/** Without a call for each level: whoever raises the limit may nest as deep. */
function countKeys(json: unknown): number {
  let count = 0;
  for (const left = [json]; left.length > 0; ) {
    const one = left.pop();
    if (typeof one !== "object" || one === null) continue;
    if (!Array.isArray(one)) count += Object.keys(one).length;
    for (const value of Object.values(one)) if (typeof value === "object") left.push(value);
  }
  return count;
}

/** Colons behind a quote: those of all keys, and perhaps some in strings. */
function countQuotedColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(":"); at >= 0; at = text.indexOf(":", at + 1)) {
    let before = at - 1;
    while (isBlank(text.charCodeAt(before))) before--;
    if (text[before] === '"') count++;
  }
  return count;
}

/** Of JSON. */
function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

function searchDuplicateKey(text: string): void {
  const keys: Set<string>[] = [];
  visitMarks(text, {
    value(open, hasMore) {
      if (hasMore) keys[open.length] = new Set();
    },
    key(open, start, end) {
      const known = keys[open.length - 1] as Set<string>;
      const key = keyIn(text, start, end);
      if (known.has(key)) {
        throw invalid("duplicate-key", pathOf(open, text), "found the key twice in an object, expected it once");
      }
      known.add(key);
    },
  });
}
