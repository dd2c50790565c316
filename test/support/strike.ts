import { basename } from "node:path";
import { makesAllRuns } from "./all-runs.ts";
import { type Fault, type SystemCall, type Traced, trace } from "./strace.ts";

/** A program that is to be struck: each run has a folder of its own for what it writes. */
export interface Target {
  /** makes the folder of a run */
  prepare(): string;
  command(folder: string): readonly string[];
}

/** A run that was struck at one call. */
export interface Struck extends Traced {
  readonly folder: string;
  /** for messages: the fault and the call */
  readonly at: string;
}

/** Runs that are asked how many calls of each name come before: that differs a little from run to run. */
const SAMPLES = 2;
const MOST_ATTEMPTS = 40;

/**
 * Runs a program again and again, with a fault at the first, the second … of all calls that have to do with its folder, and
 * hands over each run; by default, at the first of each name. Gives the names of all calls.
 */
export async function strikeEach(
  target: Target,
  fault: Fault,
  look: (run: Struck) => void,
  concerns: (call: SystemCall) => boolean = () => true,
): Promise<string[]> {
  const samples: SystemCall[][] = [];
  for (let run = 0; run < SAMPLES; run++) {
    const folder = target.prepare();
    const { code, stderr, calls } = await trace(target.command(folder));
    if (code !== 0) throw new Error(`fails without any fault: ${stderr}`);
    samples.push(callsOn(folder, calls));
  }
  const [first = []] = samples;
  const indices = [...first.keys()].filter((index) => concerns(first[index] as SystemCall));
  const names = indices.map((index) => (first[index] as SystemCall).name);
  const struck = indices.filter((_, i) => makesAllRuns || names.indexOf(names[i] as string) === i);
  await inParallel(struck, async (index) => look(await strike(target, fault, samples, index)));
  return names;
}

async function strike(target: Target, fault: Fault, samples: readonly SystemCall[][], index: number): Promise<Struck> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const call = samples[attempt % samples.length]?.[index] as SystemCall;
    const folder = target.prepare();
    const run = await trace(target.command(folder), [{ ...call, fault }]);
    const reached = callsOn(folder, run.calls)[index];
    const isHit = fault === "KILL" ? reached === run.calls.at(-1) : reached?.text.endsWith("(INJECTED)");
    if (reached !== undefined && isHit) return { ...run, folder, at: `${fault} at ${reached.text}` };
  }
  throw new Error(`call ${index} is never reached in the same way: ${samples[0]?.[index]?.text}`);
}

function callsOn(folder: string, calls: readonly SystemCall[]): SystemCall[] {
  return calls.filter(({ name, text }) => text.includes(basename(folder)) && name !== "execve");
}

/** Does some work on each item, a few at a time. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([worker(), worker(), worker()]);
}
