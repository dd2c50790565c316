import { type FSWatcher, watch } from "node:fs";
import { dirname } from "node:path";
import type { Job } from "../../../codegen/index.ts";

/** Editors write a file in several steps; this many milliseconds of quiet end a change. */
const quiet = 100;

/**
 * Runs the jobs now and after every change beside their schemas, until SIGINT or SIGTERM.
 * @throws what the system says of a folder that cannot be watched
 */
export async function watchSchemas(
  jobs: readonly Job[],
  run: (jobs: readonly Job[]) => Promise<number>,
): Promise<number> {
  await run(jobs);
  const folders = [...new Set(jobs.map(({ schema }) => dirname(schema)))];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(() => run(jobs));
    }, quiet);
  };
  const watchers: FSWatcher[] = [];
  try {
    for (const folder of folders) watchers.push(watch(folder, { recursive: true }, changed));
    process.stderr.write(`watching ${folders.length === 1 ? "1 folder" : `${folders.length} folders`}\n`);
    return await endOf(watchers);
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    await running;
  }
}

/** The exit code that a signal asks for; what a watcher meets is thrown. */
function endOf(watchers: readonly FSWatcher[]): Promise<number> {
  return new Promise((resolve, reject) => {
    process.once("SIGINT", () => resolve(130));
    process.once("SIGTERM", () => resolve(143));
    for (const watcher of watchers) watcher.once("error", reject);
  });
}
