import { once } from "node:events";
import { accessSync, existsSync, type Stats } from "node:fs";
import { constants } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { FSWatcher } from "chokidar";
import type { Job } from "../../../codegen/index.ts";
import { packSchema } from "../../files/schema-loader.ts";
import { complain, print } from "../program/terminal.ts";

/**
 * Runs the jobs now, and whenever there are others or what their schemas are made of has changed, until SIGINT or SIGTERM, or until nobody
 * reads what it says.
 * @throws what the system says of a folder that is not there at first
 */
export async function watchSchemas(
  findJobs: () => readonly Job[],
  run: (jobs: readonly Job[]) => Promise<unknown>,
): Promise<number> {
  const ended = new AbortController();
  const end = (signal: NodeJS.Signals) => ended.abort(128 + constants.signals[signal]);
  for (let isFirst = true; ; isFirst = false) {
    // Before the run: what changes meanwhile is seen to have changed.
    const jobs = findJobs();
    const watcher = jobs.length === 0 ? undefined : await watchSources(jobs);
    const turned = new AbortController();
    // Other events leave out a file in whose place comes an older one of its size.
    const changedOrEnded = (
      watcher ? once(watcher, "raw", { signal: ended.signal }) : once(ended.signal, "abort")
    ).catch(() => undefined);
    try {
      await run(jobs);
      // Nobody reads what it says (`| head`).
      if (!print("")) return 0;
      if (isFirst) tellFolders(jobs);
      // Only while nothing runs: a schema that never ends would keep them from being heard.
      process.once("SIGINT", end).once("SIGTERM", end);
      await Promise.race([changedOrEnded, untilOthers(findJobs, jobs, turned.signal)]);
      // Editors write a file in several steps.
      await setTimeout(200);
      process.off("SIGINT", end).off("SIGTERM", end);
      if (ended.signal.aborted) return ended.signal.reason;
    } finally {
      turned.abort();
      await watcher?.close();
    }
  }
}

/** Waits until there are other jobs. */
async function untilOthers(findJobs: () => readonly Job[], jobs: readonly Job[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted && isDeepStrictEqual(findJobs(), jobs)) {
    await setTimeout(500, undefined, { signal }).catch(() => undefined);
  }
}

function tellFolders(jobs: readonly Job[]): void {
  const folders = new Set(jobs.map(({ schema }) => dirname(schema)));
  for (const folder of folders) accessSync(folder);
  complain(`watching ${folders.size === 1 ? "1 folder" : `${folders.size} folders`}\n`);
}

/** Watches what the schemas are made of; packages, hidden folders and generated code are left out. */
async function watchSources(jobs: readonly Job[]): Promise<FSWatcher> {
  const { watch } = await import("chokidar");
  const sources = await sourcesOf(jobs);

  function isIgnored(name: string, stats?: Stats): boolean {
    const path = resolve(name);
    if (sources.some((place) => place.startsWith(path))) return false;
    // Where an import of a finds nothing, a.ts or a/index.ts may come.
    if (!sources.some((place) => path.startsWith(place)) || jobs.some(({ out }) => path === resolve(out))) return true;
    return stats?.isDirectory() === true && /^(?:node_modules$|\.)/.test(basename(path));
  }

  // What the system tells of changes misses folders that are moved away, and others in their place.
  const watcher = watch(sources.map(nearestExisting), { ignored: isIgnored, ignoreInitial: true, usePolling: true });
  // What cannot be looked at is as if it were not there.
  watcher.on("error", () => undefined);
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  // Imports that were changed before they were watched.
  if (isDeepStrictEqual(await sourcesOf(jobs), sources)) return watcher;
  await watcher.close();
  return watchSources(jobs);
}

/** Files of which schemas are made, there or not, and folders of which any file may be read. */
async function sourcesOf(jobs: readonly Job[]): Promise<string[]> {
  const sources: string[] = [];
  for (const { schema } of jobs) {
    const { places, isAll } = await packSchema(schema);
    sources.push(...places);
    // What is read and not imported is often beneath the schema.
    if (!isAll) sources.push(dirname(schema));
  }
  return sources.sort();
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
