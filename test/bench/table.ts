import colours from "picocolors";
import { getBorderCharacters, table } from "table";
import type { SpreadRow } from "./rows.ts";

const head = ["", "time", "ratio", "quartiles", "goal", ""];

/** The rows of one group, for a terminal. */
export function formatGroup(title: string, rows: readonly SpreadRow[], notes: readonly string[]): string {
  const cells = rows.map((row) => [...cellsOf(row), mark(row)]);
  const text = table([head, ...cells], {
    border: getBorderCharacters("void"),
    columnDefault: { paddingLeft: 2, paddingRight: 0, alignment: "right" },
    columns: { 0: { alignment: "left" } },
    drawHorizontalLine: () => false,
  });
  return `${colours.bold(title)}\n${text}${notes.map((note) => `  ${note}\n`).join("")}\n`;
}

/** All rows, one table for each group. */
export function formatMarkdown(rows: readonly SpreadRow[], notes: ReadonlyMap<string, readonly string[]>): string {
  const titles = [...new Set(rows.map(({ group }) => group))];
  return titles.map((title) => markdownGroup(title, rows.filter(({ group }) => group === title), notes.get(title) ?? [])).join("\n");
}

function markdownGroup(title: string, rows: readonly SpreadRow[], notes: readonly string[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const body = rows.map((row) => line([...cellsOf(row), verdict(row)])).join("");
  return `### ${title}\n\n${line(head)}|---|---:|---:|---:|---:|---|\n${body}${notes.map((note) => `\n${note}.\n`).join("")}`;
}

function cellsOf({ name, value, unit, ratio, goal, low, high }: SpreadRow): string[] {
  const spread = ratio === null ? "" : `${short(low)}–${short(high)}`;
  return [name, `${short(value)} ${unit}`, ratio === null ? "" : short(ratio), spread, goal === null ? "" : `≤ ${short(goal)}`];
}

function mark(row: SpreadRow): string {
  if (row.ok === null) return "";
  return row.ok ? colours.green(verdict(row)) : colours.red(verdict(row));
}

function verdict({ ok }: SpreadRow): string {
  return ok === null ? "" : ok ? "reached" : "MISSED";
}

/** Three digits that matter; large numbers as they are. */
function short(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 3;
  return value.toFixed(digits);
}
