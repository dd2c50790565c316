import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Variant } from "./measure.ts";

/** Variants that know nothing of each other, to be ended together. */
export interface Isolates {
  readonly variants: readonly Variant[];
  stop(): Promise<void>;
}

/**
 * Variants in threads of their own: an engine learns what it knows of a function, such as which classes of values come
 * to it, for all callers in a thread. They take turns. `module` exports `loopOf(name)`.
 */
export async function isolate(module: URL, names: readonly string[]): Promise<Isolates> {
  const script = new URL("isolate.js", import.meta.url);
  const workers = names.map((name) => ({
    name,
    worker: new Worker(script, { workerData: { module: module.href, name } }),
  }));
  // One that starts would take the core from those that are warmed up.
  await Promise.all(workers.map(({ worker }) => once(worker, "message")));
  const variants = workers.map(({ name, worker }) => ({
    name,
    async time(batches: number): Promise<number> {
      worker.postMessage(batches);
      const [taken] = await once(worker, "message");
      return taken as number;
    },
  }));
  return { variants, stop: async () => void (await Promise.all(workers.map(({ worker }) => worker.terminate()))) };
}
