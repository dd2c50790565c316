import { getBorderCharacters, table } from "table";
import { cellsOf, head } from "./cells.ts";
import { colours } from "./colours.ts";
import type { Report, Row } from "./report.ts";

/** The rows of one group, for a terminal. */
export function formatReport({ title, rows, notes }: Report): string {
  const lines = [head, ...rows.map((row) => [...cellsOf(row).slice(0, -1), mark(row)])];
  const text = table(lines, {
    border: getBorderCharacters("void"),
    columnDefault: { paddingLeft: 2, paddingRight: 0, alignment: "right" },
    columns: { 0: { alignment: "left" } },
    drawHorizontalLine: () => false,
  });
  return `${colours.bold(title)}\n${notes.map((note) => `  ${note}\n`).join("")}${rows.length > 0 ? text : ""}`;
}

/** How many goals are reached, which are not, and for which there is no row. */
export function formatSummary(reports: readonly Report[]): string {
  const asked = reports.flatMap(({ rows }) => rows).filter(({ ok }) => ok !== null);
  const missed = asked.filter(({ ok }) => ok === false);
  const absent = reports.flatMap(({ title, missing }) => missing.map((name) => `${title}: ${name}`));
  return [
    `${asked.length - missed.length} of ${asked.length + absent.length} goals reached\n`,
    ...missed.map((row) => `  ${mark(row)}  ${row.group}: ${row.name}\n`),
    ...absent.map((name) => `  ${colours.red("ABSENT")}  ${name}\n`),
  ].join("");
}

function mark({ ok }: Row): string {
  if (ok === null) return "";
  return ok ? colours.green("reached") : colours.red("MISSED");
}
