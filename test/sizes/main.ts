import { getBorderCharacters, table } from "table";
import { figures } from "./figures.ts";

// Prints each figure beside its goal; exits with 1 if one is missed.

const rows: string[][] = [];
for (const { name, unit, goal, measure } of figures) {
  const value = await measure();
  const isReached = value !== undefined && value <= goal;
  if (!isReached) process.exitCode = 1;
  const digits = (number: number) => number.toLocaleString("en");
  rows.push([
    name,
    value === undefined ? "not there" : `${digits(value)} ${unit}`,
    `≤ ${digits(goal)}`,
    isReached ? "reached" : "MISSED",
  ]);
}
process.stdout.write(
  table(rows, {
    border: getBorderCharacters("void"),
    columnDefault: { paddingLeft: 0, paddingRight: 2 },
    columns: { 1: { alignment: "right" }, 2: { alignment: "right" } },
    drawHorizontalLine: () => false,
  }),
);
