/** A key that an object in JSON has twice, of which `JSON.parse` keeps the last; `text` must be JSON. */
export function findDuplicateKey(text: string): string | undefined {
  const objects: Set<string>[] = [];
  for (let at = find(mark, text, 0); at < text.length; at = find(mark, text, at)) {
    const start = at++;
    if (text[start] === "{") objects.push(new Set());
    else if (text[start] === "}") objects.pop();
    else {
      at = endOfString(text, at);
      if (text[find(notBlank, text, at)] !== ":") continue;
      const key: string = JSON.parse(text.slice(start, at));
      const keys = objects.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return undefined;
}

// One character each: a pattern for a whole string would overflow its stack on a long one.
const mark = /["{}]/g;
const notBlank = /\S/g;
const quoteOrEscape = /["\\]/g;

/** Where a string ends whose first quote is in front of `at`. */
function endOfString(text: string, at: number): number {
  let end = find(quoteOrEscape, text, at);
  while (text[end] === "\\") end = find(quoteOrEscape, text, end + 2);
  return end + 1;
}

function find(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
