import { cellsOf, head } from "./cells.ts";
import type { Report } from "./report.ts";

/** All results: where they come from, then a table for each group. */
export function formatMarkdown(facts: readonly string[], reports: readonly Report[]): string {
  return [facts.map((fact) => `- ${fact}\n`).join(""), ...reports.map(formatReport)].join("\n");
}

function formatReport({ title, rows, notes }: Report): string {
  const lines = [head, ["---", "---:", "---:", "---:", "---:", "---:", "---"], ...rows.map(cellsOf)];
  const text = lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  return `## ${title}\n\n${notes.join("\n")}\n${rows.length > 0 ? `\n${text}` : ""}`;
}
