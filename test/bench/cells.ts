import type { SpreadRow } from "./report.ts";

export const head: readonly string[] = ["", "time", "ratio", "quartiles", "rejected", "goal", ""];

/** A row as text, in the order of `head`. */
export function cellsOf({ name, value, unit, ratio, goal, ok, low, high, rejected, rounds }: SpreadRow): string[] {
  const [times, spread] = ratio === null ? ["", ""] : [short(ratio), `${short(low)}–${short(high)}`];
  const strays = rejected === 0 ? "" : `${rejected} of ${rounds}`;
  const limit = goal === null ? "" : `≤ ${short(goal)}`;
  return [name, `${short(value)} ${unit}`, times, spread, strays, limit, ok === null ? "" : ok ? "reached" : "MISSED"];
}

/** Three digits that matter; large numbers as they are. */
function short(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 3;
  return value.toFixed(digits);
}
