import type { Engine } from "./engines.ts";
import { type Goal, goalsOf, limitOf, rowNameOf } from "./goals.ts";
import type { Figure, Group, Measured } from "./group.ts";
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
  /** rounds that were too far from the fastest to count */
  readonly rejected: number;
}

/** A row with its quartiles: of the ratio, or else of the value. */
export interface SpreadRow extends Row {
  readonly low: number;
  readonly high: number;
  /** rounds that it had in all */
  readonly rounds: number;
}

/** What came of a group, as one Node measured it. */
export interface Report {
  readonly title: string;
  readonly rows: readonly SpreadRow[];
  /** what a reader must know: what was done, and what was left out */
  readonly notes: readonly string[];
  /** the baseline and rows that goals ask for, where they are not there */
  readonly missing: readonly string[];
}

export function reportOf(group: Group, measured: Measured, engine: Engine, quick: boolean): Report {
  const title = group.title + engine.suffix;
  const asked = goalsOf(group.title).filter(({ thorough }) => !(quick && thorough));
  const { figures = [], notes = [] } = measured;
  const own = [...timeRows(group, measured, asked, engine), ...figures.map((one) => figureRow(one, asked, engine))];
  const rows = own.map((row) => ({ group: title, ...row }));
  const missing = [
    ...[group.baseline].filter((baseline) => !rows.some(({ name }) => name === baseline)),
    ...asked.map(rowNameOf).filter((asked) => !rows.some(({ name, ok }) => name === asked && ok !== null)),
  ];
  return { title, rows, notes: [group.about, ...notes], missing };
}

type OwnRow = Omit<SpreadRow, "group">;

function timeRows(group: Group, { samples, unit }: Measured, asked: readonly Goal[], { major }: Engine): OwnRow[] {
  const named = new Map(samples.map((one) => [one.name, one]));
  const baseline = named.get(group.baseline);
  if (baseline === undefined) return [];
  const own = samples.map((one) => {
    const goal = asked.find(({ name, against }) => name === one.name && against === undefined);
    return timeRow(one.name, unit, one, baseline, goal && limitOf(goal, major));
  });
  const others = asked.flatMap((goal) => {
    const [one, other] = [named.get(goal.name), named.get(goal.against ?? "")];
    if (one === undefined || other === undefined) return [];
    return timeRow(rowNameOf(goal), unit, one, other, limitOf(goal, major));
  });
  return [...own, ...others];
}

/** Medians are compared, as a disturbed round of one of the two then changes nothing. */
function timeRow(name: string, unit: string, one: Samples, other: Samples, goal: number | undefined): OwnRow {
  const { median: value, low, high } = spreadOf(one.rounds);
  const { median: measure } = spreadOf(other.rounds);
  const ratio = value / measure;
  const { rejected } = one;
  const rounds = one.rounds.length + rejected;
  const spread = { low: low / measure, high: high / measure, rounds };
  return { name, value, unit, ratio, ...compare(ratio, goal), rejected, ...spread };
}

function figureRow({ name, value, unit }: Figure, asked: readonly Goal[], { major }: Engine): OwnRow {
  const goal = asked.find((one) => one.name === name);
  const limit = goal && limitOf(goal, major);
  return { name, value, unit, ratio: null, ...compare(value, limit), rejected: 0, low: value, high: value, rounds: 1 };
}

function compare(found: number, goal: number | undefined): Pick<Row, "goal" | "ok"> {
  return goal === undefined ? { goal: null, ok: null } : { goal, ok: found <= goal };
}

/** Only what JSON promises, in its order. */
export function toJson(rows: readonly SpreadRow[]): string {
  const lines = rows.map(({ low, high, rounds, ...row }) => JSON.stringify(row));
  return `[\n${lines.join(",\n")}\n]\n`;
}
