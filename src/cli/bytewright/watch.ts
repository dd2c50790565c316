import { accessSync, readdirSync, statSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Job } from "../../../codegen/index.ts";
import { attempt } from "../../files/attempt.ts";

/** Milliseconds between two looks, unless looking would then take more than this share of the time. */
const shortestPause = 100;
const largestShare = 0.1;

/** Folders to look at, each with whether all files in it and in its folders count; else its own modules alone. */
type Places = ReadonlyMap<string, boolean>;

/** What the schemas' files are like at some time. */
interface Sight {
  readonly places: Places;
  readonly seen: string;
}

/**
 * Runs the jobs now and after every change beside their schemas and beside what these import, until SIGINT or SIGTERM,
 * or until nobody reads what it says.
 *
 * Folders are looked at again and again: what the system tells of changes misses files that take the place of others,
 * as many editors save them, and folders that come and go.
 * @throws what the system says of a folder that is not there at first
 */
export async function watchSchemas(
  jobs: readonly Job[],
  run: (jobs: readonly Job[]) => Promise<number>,
): Promise<number> {
  let code: number | undefined;
  // What was written can be read by nobody (`| head`), or could not be written.
  for (const output of [process.stdout, process.stderr]) {
    output.once("error", () => {
      code ??= 0;
    });
  }
  const end = (signal: NodeJS.Signals) => {
    code = 128 + constants.signals[signal];
  };
  const except = new Set(jobs.map(({ out }) => resolve(out)));
  // Before the run: what changes meanwhile is seen to have changed.
  let sight = await lookAtSources(jobs, except, new Map());
  await run(jobs);
  const folders = new Set(jobs.map(({ schema }) => dirname(schema)));
  for (const folder of folders) accessSync(folder);
  process.stderr.write(`watching ${folders.size === 1 ? "1 folder" : `${folders.size} folders`}\n`);
  for (;;) {
    // Only while nothing runs: a schema that never ends would keep them from being heard.
    process.once("SIGINT", end).once("SIGTERM", end);
    await untilChanged(sight, except, () => code !== undefined);
    process.off("SIGINT", end).off("SIGTERM", end);
    if (code !== undefined) return code;
    sight = await lookAtSources(jobs, except, sight.places);
    await run(jobs);
  }
}

/** Looks at all that the schemas are made of, first where that was the last time. */
async function lookAtSources(jobs: readonly Job[], except: ReadonlySet<string>, places: Places): Promise<Sight> {
  const seen = look(places, except);
  const found = await placesOf(jobs);
  // What the schemas import was read after it was looked at: a later change will be seen.
  return isDeepStrictEqual(found, places) ? { places, seen } : lookAtSources(jobs, except, found);
}

async function placesOf(jobs: readonly Job[]): Promise<Places> {
  const { sourceFilesOf } = await import("../../../codegen/index.ts");
  const places = new Map<string, boolean>();
  for (const { schema } of jobs) {
    const { files, isAll } = await sourceFilesOf(schema);
    for (const file of files) if (!places.has(dirname(file))) places.set(dirname(file), false);
    // What is read and not imported is often beneath the schema.
    if (!isAll) places.set(dirname(schema), true);
  }
  return places;
}

/** Editors write a file in several steps: a change is over when two looks in a row see the same. */
async function untilChanged(
  { places, seen }: Sight,
  except: ReadonlySet<string>,
  isOver: () => boolean,
): Promise<void> {
  let pause = shortestPause;
  for (let last = seen; ; ) {
    await setTimeout(pause);
    if (isOver()) return;
    const started = performance.now();
    const now = look(places, except);
    if (now !== seen && now === last) return;
    last = now;
    pause = Math.max(shortestPause, (performance.now() - started) / largestShare);
  }
}

const module = /\.(?:[cm]?[jt]sx?|json)$/;

/**
 * What is in some folders, in a text that is another when a file there is another. A folder that is not there is as an
 * empty one: it may come back. Packages, hidden folders and those that are not to be looked at are left out.
 */
function look(places: Places, except: ReadonlySet<string>): string {
  return Array.from(places, ([folder, whole]) => lookInto(folder, whole, except)).join("");
}

function lookInto(folder: string, whole: boolean, except: ReadonlySet<string>): string {
  const entries = attempt(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .map((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return whole || module.test(path) ? `${path} ${versionOf(path)}\n` : "";
      if (entry.name === "node_modules" || entry.name.startsWith(".") || except.has(resolve(path))) return "";
      return whole ? lookInto(path, whole, except) : `${path} ${versionOf(path)}\n`;
    })
    .join("");
}

/** Which file has a name, and when it was changed; nothing where it is gone already, or a link to nothing. */
function versionOf(path: string): string {
  const stat = attempt(() => statSync(path, { bigint: true }));
  return stat === undefined ? "" : [stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(" ");
}
