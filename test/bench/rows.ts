import type { Engine } from "./engines.ts";
import type { Figure, Goal, Group, Measured } from "./group.ts";
import type { Samples } from "./measure.ts";
import { type Spread, spreadOf } from "./statistics.ts";

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

/** A row with the quartiles of what its goal is about. */
export interface SpreadRow extends Row {
  readonly low: number;
  readonly high: number;
}

/** The rows of a group, as one Node measured them. */
export function rowsOf(group: Group, { samples, unit, figures = [] }: Measured, engine: Engine): SpreadRow[] {
  const title = titleOf(group, engine);
  const named = new Map(samples.map((one) => [one.name, one]));
  const baseline = named.get(group.baseline);
  if (baseline === undefined) return [];
  const own = samples.map((one) => {
    const goal = group.goals.find(({ name, against }) => name === one.name && against === undefined);
    return timeRow(title, one.name, unit, one, baseline, goal && limitOf(goal, engine));
  });
  const others = group.goals.flatMap((goal) => {
    const [one, other] = [named.get(goal.name), named.get(goal.against ?? "")];
    if (one === undefined || other === undefined) return [];
    return timeRow(title, `${goal.name} / ${goal.against}`, unit, one, other, limitOf(goal, engine));
  });
  return [...own, ...others, ...figures.map((figure) => figureRow(title, figure))];
}

export function titleOf({ title }: Group, { suffix }: Engine): string {
  return title + suffix;
}

function limitOf({ limit, limitNode24 = limit }: Goal, { major }: Engine): number {
  return major >= 24 ? limitNode24 : limit;
}

/** Ratios are taken round by round, so that a disturbance that lasts for some rounds changes no ratio. */
function timeRow(group: string, name: string, unit: string, one: Samples, other: Samples, goal?: number): SpreadRow {
  const ratios: Spread = spreadOf(one.rounds.map((time, i) => time / (other.rounds[i] as number)));
  const { median: ratio, low, high } = ratios;
  const value = spreadOf(one.rounds).median;
  return { group, name, value, unit, ratio, goal: goal ?? null, ok: goal === undefined ? null : ratio <= goal, low, high };
}

function figureRow(group: string, { name, value, unit, goal }: Figure): SpreadRow {
  const ok = goal === undefined ? null : value <= goal;
  return { group, name, value, unit, ratio: null, goal: goal ?? null, ok, low: value, high: value };
}

/** Only what JSON promises, in its order. */
export function toJson(rows: readonly SpreadRow[]): string {
  const lines = rows.map(({ low, high, ...row }) => JSON.stringify(row));
  return `[\n${lines.join(",\n")}\n]\n`;
}
