import { inspect } from "node:util";
import type { Entry } from "./entry.ts";
import { demandCleanPrototypes, Finding } from "./oracle.ts";
import { Random } from "./random.ts";
import { shrink } from "./shrink.ts";

/** One input of an entry: what is needed to make it again. */
export interface Place {
  readonly entry: Entry;
  readonly seed: number;
  /** counted from 0 */
  readonly iteration: number;
}

/** Longest that one input may take of the processor's time: a machine that does other things takes longer. */
const longestMs = 5000;

/**
 * Gives an entry one input.
 * @throws whatever is wrong with what came of it
 */
export async function tryOne(place: Place): Promise<void> {
  await runInput(place.entry, makeInput(place));
}

function makeInput({ entry, seed, iteration }: Place): unknown {
  return entry.make(new Random(entry.name, seed, iteration));
}

async function runInput(entry: Entry, input: unknown): Promise<void> {
  const start = process.cpuUsage();
  const running = entry.run(input);
  if (running !== undefined) await running;
  demandCleanPrototypes();
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1000;
  if (took > longestMs) throw new Finding(`one input took ${Math.round(took)} ms`);
}

/** What was found, and with which input, made as small as it gets. */
export async function describeFinding(place: Place, error: unknown): Promise<string> {
  const { entry, seed, iteration } = place;
  const fails = async (input: unknown): Promise<unknown> => {
    try {
      await runInput(entry, input);
    } catch (found) {
      return found;
    }
    return undefined;
  };
  const { input, found } = await shrink(makeInput(place), error, fails);
  return [
    `${entry.name}: a finding; again with --entry ${entry.name} --seed ${seed} --only ${iteration}`,
    inspect(found).slice(0, 6000),
    `input: ${showInput(input)}`,
  ].join("\n");
}

/** Bytes in hexadecimal, of which long ones are cut. */
function showInput(input: unknown): string {
  const shown = inspect(withHex(input), { depth: 12, maxArrayLength: 40, maxStringLength: 2000, compact: 6 });
  return shown.length > 8000 ? `${shown.slice(0, 8000)}…` : shown;
}

function withHex(input: unknown): unknown {
  if (input instanceof Uint8Array) return `hex ${Buffer.from(input).toString("hex")} (${input.length} bytes)`;
  if (typeof input !== "object" || input === null || Object.getPrototypeOf(input) !== Object.prototype) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, withHex(value)]));
}
