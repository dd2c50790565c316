import type { Engine } from "./engines.ts";
import type { Figure, Goal, Group, Measured } from "./group.ts";
import type { Samples } from "./measure.ts";
import { spreadOf } from "./statistics.ts";

/** A line of the results, as `--json` writes it. */
export interface Row {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** how many times the baseline; null where there is none */
  readonly ratio: number | null;
  /** the most that the ratio, or else the value, may be; null where nothing is asked */
  readonly goal: number | null;
  /** whether the goal is reached; null without a goal */
  readonly ok: boolean | null;
}

/** A row with its quartiles: of the ratio, or else of the value. */
export interface SpreadRow extends Row {
  readonly low: number;
  readonly high: number;
}

/** What came of a group, as one Node measured it. */
export interface Report {
  readonly title: string;
  readonly rows: readonly SpreadRow[];
  /** what a reader must know: what was done, and what was left out */
  readonly notes: readonly string[];
}

export function reportOf(group: Group, measured: Measured, engine: Engine): Report {
  const title = group.title + engine.suffix;
  const { figures = [], notes = [] } = measured;
  const rows = [...timeRows(group, measured, engine), ...figures.map(figureRow)];
  return { title, rows: rows.map((row) => ({ group: title, ...row })), notes: [group.about, ...notes] };
}

type OwnRow = Omit<SpreadRow, "group">;

function timeRows(group: Group, { samples, unit }: Measured, engine: Engine): OwnRow[] {
  const named = new Map(samples.map((one) => [one.name, one]));
  const baseline = named.get(group.baseline);
  if (baseline === undefined) return [];
  const own = samples.map((one) => {
    const goal = group.goals.find(({ name, against }) => name === one.name && against === undefined);
    return timeRow(one.name, unit, one, baseline, goal && limitOf(goal, engine));
  });
  const others = group.goals.flatMap((goal) => {
    const [one, other] = [named.get(goal.name), named.get(goal.against ?? "")];
    if (one === undefined || other === undefined) return [];
    return timeRow(`${goal.name} / ${goal.against}`, unit, one, other, limitOf(goal, engine));
  });
  return [...own, ...others];
}

function limitOf({ limit, limitNode24 = limit }: Goal, { major }: Engine): number {
  return major >= 24 ? limitNode24 : limit;
}

/** Medians are compared, as a disturbed round of one of the two then changes nothing. */
function timeRow(name: string, unit: string, one: Samples, other: Samples, goal?: number): OwnRow {
  const { median: value, low, high } = spreadOf(one.rounds);
  const { median: measure } = spreadOf(other.rounds);
  const ratio = value / measure;
  const ok = goal === undefined ? null : ratio <= goal;
  return { name, value, unit, ratio, goal: goal ?? null, ok, low: low / measure, high: high / measure };
}

function figureRow({ name, value, unit, goal }: Figure): OwnRow {
  const ok = goal === undefined ? null : value <= goal;
  return { name, value, unit, ratio: null, goal: goal ?? null, ok, low: value, high: value };
}

/** Only what JSON promises, in its order. */
export function toJson(rows: readonly SpreadRow[]): string {
  const lines = rows.map(({ low, high, ...row }) => JSON.stringify(row));
  return `[\n${lines.join(",\n")}\n]\n`;
}
