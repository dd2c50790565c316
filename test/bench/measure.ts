/** Something that is timed: gives how long one item took on average, in the group's unit, over so many batches. */
export interface Variant {
  readonly name: string;
  readonly time: (batches: number) => number | Promise<number>;
}

/** How long a variant took in each round in which it had a turn. */
export interface Samples {
  readonly name: string;
  readonly rounds: readonly number[];
  /** rounds that do not count */
  readonly rejected: number;
}

export interface Effort {
  /** Rounds for those that a goal is about. */
  readonly rounds: number;
  /** Rounds for all others. */
  readonly otherRounds: number;
  /** Milliseconds that a variant gets in each of its rounds. */
  readonly budget: number;
  /** Milliseconds that it runs before, so that the engine has optimised it; a quarter for all others. */
  readonly warmUp: number;
  /** those that a goal is about */
  readonly leads: readonly string[];
  /** leave all others out */
  readonly leadsOnly: boolean;
}

/** Times variants that repeat what they do often enough for a clock. */
export async function measure(variants: readonly Variant[], effort: Effort): Promise<Samples[]> {
  const timers: Timer[] = [];
  for (const { name, time } of variants) {
    const isLead = isLeadOf(effort, name);
    if (effort.leadsOnly && !isLead) continue;
    const batches = await warmUp(time, effort.budget, isLead ? effort.warmUp : effort.warmUp / 4);
    timers.push({ name, rounds: isLead ? effort.rounds : effort.otherRounds, time: () => time(batches) });
  }
  return (await takeTurns(timers)).map(withoutStrays);
}

/** Floors are there to explain goals. */
function isLeadOf({ leads }: Effort, name: string): boolean {
  return leads.includes(name) || name.startsWith("floor: ");
}

/** So many times a variant's own minimum is too far from it. */
const far = 1.5;

/**
 * Leaves out rounds in which the engine had thrown optimised code away, or another process had the core: they would
 * shift a median by luck.
 */
export function withoutStrays({ name, rounds }: Samples): Samples {
  const limit = far * Math.min(...rounds);
  const near = rounds.filter((time) => time <= limit);
  return { name, rounds: near, rejected: rounds.length - near.length };
}

/** Runs a variant for a while, and gives how many batches fill the budget. */
async function warmUp(time: Variant["time"], budget: number, atLeast: number): Promise<number> {
  let batches = 1;
  let taken = 0;
  while (taken < atLeast) {
    const start = process.hrtime.bigint();
    await time(batches);
    const last = Number(process.hrtime.bigint() - start) / 1e6;
    taken += last;
    batches = Math.max(1, Math.round((budget / last) * batches));
  }
  return batches;
}

export interface Timer {
  readonly name: string;
  readonly rounds: number;
  time(): number | Promise<number>;
}

/**
 * Times all in each round, in another order each time: what disturbs one of them will disturb the others. Who has fewer
 * rounds takes part in the first ones.
 */
export async function takeTurns(timers: readonly Timer[]): Promise<Samples[]> {
  const taken = timers.map((timer) => ({ timer, times: [] as number[] }));
  const most = Math.max(...timers.map(({ rounds }) => rounds));
  for (let round = 0; round < most; round++) {
    for (const { timer, times } of shuffle(taken)) if (round < timer.rounds) times.push(await timer.time());
  }
  return taken.map(({ timer: { name }, times }) => ({ name, rounds: times, rejected: 0 }));
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
