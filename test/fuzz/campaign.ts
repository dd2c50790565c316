import type { Entry } from "./entry.ts";
import { describeFinding, tryOne } from "./fuzz.ts";

/** What is tried, and for how long. */
export interface Campaign {
  readonly entries: readonly Entry[];
  readonly seed: number;
  /** the one input to try of each entry, or the time for all that come to their turn */
  readonly only: number | undefined;
  readonly seconds: number;
  /** told of each input before it is tried: the number of the entry, and that of the input */
  readonly beat: (entry: number, iteration: number) => void;
  readonly print: (line: string) => void;
}

/** An entry, and how far it has come. */
interface Progress {
  readonly entry: Entry;
  readonly index: number;
  /** inputs that were tried */
  count: number;
  failed: boolean;
}

/** Time for one entry before the next has its turn: enough for many inputs, and all entries soon come to theirs. */
const turnMs = 200;

/** Tries inputs, those of an entry until it has a finding. True if there is none. */
export async function runCampaign(campaign: Campaign): Promise<boolean> {
  const { entries, seed, only, seconds, beat, print } = campaign;
  print(`seed ${seed}`);
  const all = entries.map((entry, index): Progress => ({ entry, index, count: 0, failed: false }));
  const end = performance.now() + seconds * 1000;
  do {
    for (const progress of all) {
      const turn = only === undefined ? Math.min(end, performance.now() + turnMs) : 0;
      do {
        if (progress.failed) break;
        const iteration = only ?? progress.count;
        beat(progress.index, iteration);
        await tryNext(progress, iteration, campaign);
      } while (performance.now() < turn);
    }
  } while (only === undefined && performance.now() < end && !all.every(({ failed }) => failed));
  report(all, print);
  return !all.some(({ failed }) => failed);
}

async function tryNext(progress: Progress, iteration: number, { seed, print }: Campaign): Promise<void> {
  const place = { entry: progress.entry, seed, iteration };
  progress.count++;
  try {
    await tryOne(place);
  } catch (error) {
    progress.failed = true;
    print(await describeFinding(place, error));
  }
}

function report(all: readonly Progress[], print: Campaign["print"]): void {
  const line = (name: string, count: number, rest: string) =>
    print(`${name.padEnd(20)}${String(count).padStart(12)} inputs${rest}`);
  for (const { entry, count, failed } of all) line(entry.name, count, failed ? ", A FINDING" : "");
  line(
    "total",
    all.reduce((sum, { count }) => sum + count, 0),
    "",
  );
}
