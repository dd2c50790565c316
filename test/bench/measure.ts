/** Something that is timed. */
export interface Variant {
  readonly name: string;
  /** How long one item took, in whatever unit the group uses; `batches` says how many to do. */
  readonly time: (batches: number) => number | Promise<number>;
}

/** How long a variant took in each round; the rounds of all variants of a group correspond. */
export interface Samples {
  readonly name: string;
  readonly rounds: readonly number[];
}

export interface Effort {
  readonly rounds: number;
  /** Milliseconds that a variant gets in each round. */
  readonly budget: number;
}

/** Enough for what takes a few nanoseconds. */
const mostBatches = 300;

/** Times variants that repeat what they do often enough for a clock. */
export async function measure(variants: readonly Variant[], { rounds, budget }: Effort): Promise<Samples[]> {
  const timers: Timer[] = [];
  for (const { name, time } of variants) {
    const batches = await warmUp(time, budget);
    timers.push({ name, time: () => time(batches) });
  }
  return await takeTurns(timers, rounds);
}

export interface Timer {
  readonly name: string;
  time(): number | Promise<number>;
}

/** Times all in each round, in another order each time: what disturbs one of them will disturb the others. */
export async function takeTurns(timers: readonly Timer[], rounds: number): Promise<Samples[]> {
  const taken = timers.map((timer) => ({ timer, rounds: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const one of shuffle(taken)) one.rounds.push(await one.timer.time());
  }
  return taken.map(({ timer: { name }, rounds: times }) => ({ name, rounds: times }));
}

/** Runs a variant until the engine has optimised it, and finds how many batches fill the budget. */
async function warmUp(time: Variant["time"], budget: number): Promise<number> {
  let batches = 1;
  for (let i = 0; i < 5; i++) {
    const start = process.hrtime.bigint();
    await time(batches);
    const taken = Number(process.hrtime.bigint() - start) / 1e6 / batches;
    batches = Math.min(mostBatches, Math.max(1, Math.round(budget / taken)));
  }
  return batches;
}

/** Fisher and Yates. */
function shuffle<T>(list: readonly T[]): T[] {
  const shuffled = [...list];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
}
