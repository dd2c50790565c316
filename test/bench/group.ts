import type { Effort, Samples } from "./measure.ts";

/** What is timed side by side. */
export interface Group {
  readonly title: string;
  /** one sentence: what is done, and what with */
  readonly about: string;
  /** what all others are divided by */
  readonly baseline: string;
  readonly goals: readonly Goal[];
  /** in a process of its own, by each Node; or whole commands, which this process starts */
  readonly where: "own process" | "commands";
  run(options: Options): Promise<Measured>;
}

/** That `name` takes at most `limit` times as long as `against`, or as the group's baseline. */
export interface Goal {
  readonly name: string;
  readonly against?: string;
  readonly limit: number;
  /** the limit from Node 24 on, where 64-bit accessors are fast; without it, the same */
  readonly limitNode24?: number;
}

export interface Options extends Effort {
  readonly quick: boolean;
}

export interface Measured {
  readonly unit: string;
  readonly samples: readonly Samples[];
  /** figures that are no times: the goal is an upper bound of the value */
  readonly figures?: readonly Figure[];
  /** what else a reader must know, such as what was left out and why */
  readonly notes?: readonly string[];
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: number;
}

/** Those of a group that a goal is about, or that it is there for. */
export function leadsOf({ baseline, goals }: Group): string[] {
  return [baseline, "bytewright", ...goals.flatMap(({ name, against = baseline }) => [name, against])];
}
