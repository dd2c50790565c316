import { readFileSync, writeFileSync } from "node:fs";

const begin = "<!-- results -->";
const end = "<!-- end of results -->";

/**
 * Gives what puts results between the two marks of a Markdown file. What people wrote around them stays.
 * @throws Error if the file has no such marks
 */
export function openResults(file: string): (results: string) => void {
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`${file}: there is no ${begin} with ${end} behind it`);
  return (results) => writeFileSync(file, `${text.slice(0, from)}\n\n${results}\n${text.slice(to)}`);
}
