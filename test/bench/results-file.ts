import { readFileSync, writeFileSync } from "node:fs";

const begin = "<!-- results -->";
const end = "<!-- end of results -->";

/**
 * Puts results between the two marks of a Markdown file. What people wrote around them stays.
 * @throws Error if the file has no such marks
 */
export function replaceResults(file: string, results: string): void {
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file}: there is no ${begin} with ${end} behind it`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n\n${results}\n${text.slice(to)}`);
}
