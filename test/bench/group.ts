import { goalsOf } from "./goals.ts";
import type { Effort, Samples } from "./measure.ts";

/** What is timed side by side, in a process of its own, by each Node. */
export interface Group {
  readonly title: string;
  /** one sentence: what is done, and what with */
  readonly about: string;
  /** what all others are divided by */
  readonly baseline: string;
  /** takes so long that a quick run has it by one Node only */
  readonly isLong?: true;
  run(options: Options): Promise<Measured>;
}

export interface Options extends Effort {
  readonly quick: boolean;
}

export interface Measured {
  readonly unit: string;
  readonly samples: readonly Samples[];
  /** figures that are no times: their goal is an upper bound of the value */
  readonly figures?: readonly Figure[];
  /** what else a reader must know, such as what was left out and why */
  readonly notes?: readonly string[];
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Those of a group that a goal is about, or that it is there for. */
export function leadsOf({ title, baseline }: Group): string[] {
  return [baseline, "bytewright", ...goalsOf(title).flatMap(({ name, against = baseline }) => [name, against])];
}
