import { writeSync } from "node:fs";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { Entry } from "./entry.ts";

/** Longest that nothing may happen. A loop without an end cannot be told from one that takes so long. */
const longestMs = 60_000;

/** Kills this process, with a word on stderr, where what is given to the function does not change for long. */
export function watch(entries: readonly Entry[], seed: number): (entry: number, iteration: number) => void {
  const current = new Int32Array(new SharedArrayBuffer(8));
  const names = entries.map(({ name }) => name);
  new Worker(new URL(import.meta.url), { workerData: { current, names, seed } }).unref();
  return (entry, iteration) => {
    current[0] = entry;
    current[1] = iteration;
  };
}

function guard(current: Int32Array, names: readonly string[], seed: number): void {
  let last = "";
  setInterval(() => {
    const [entry = 0, iteration = 0] = current;
    const now = `--entry ${names[entry]} --seed ${seed} --only ${iteration}`;
    if (now === last) {
      writeSync(2, `${names[entry]}: a finding: one input takes for ever; again with ${now}\n`);
      process.kill(process.pid, "SIGKILL");
    }
    last = now;
  }, longestMs);
}

if (!isMainThread && parentPort !== null) {
  const { current, names, seed } = workerData as { current: Int32Array; names: string[]; seed: number };
  guard(current, names, seed);
}
