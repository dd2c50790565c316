import { readFileSync, writeFileSync } from "node:fs";

const begin = "<!-- results -->";
const end = "<!-- end of results -->";

/**
 * Gives what puts results between the two marks of a Markdown file: in place of all, or each of the tables in place of the
 * one with its title. What people wrote around them stays.
 * @throws Error if the file has no such marks
 */
export function openResults(file: string): (results: string, isPart: boolean) => void {
  const text = readFileSync(file, "utf8");
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`${file}: there is no ${begin} with ${end} behind it`);
  const before = `${text.slice(from, to).trim()}\n`;
  return (results, isPart) => {
    const all = isPart ? withTables(before, results) : results;
    writeFileSync(file, `${text.slice(0, from)}\n\n${all}\n${text.slice(to)}`);
  };
}

/** Results with the tables of others; where and when they were made is told of those that were there. */
function withTables(results: string, others: string): string {
  const sections = (text: string) => text.split(/\n(?=## )/).map((one) => [one.split("\n", 1)[0], one] as const);
  return [...new Map([...sections(results), ...sections(others).slice(1)]).values()].join("\n");
}
