import { accessSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Job } from "../../../codegen/index.ts";

/** Milliseconds between two looks, unless looking would then take more than this share of the time. */
const shortestPause = 100;
const largestShare = 0.1;

/** What the schemas' files are like at some time. */
interface Sight {
  readonly places: readonly Place[];
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
  const except = new Set(jobs.map(({ out }) => resolve(out)));
  // What was written can be read by nobody (`| head`), or could not be written.
  let isUnread = false;
  for (const output of [process.stdout, process.stderr]) {
    output.once("error", () => {
      isUnread = true;
    });
  }
  // Before the run: what changes meanwhile is seen to have changed.
  let sight = await lookAtSources(jobs, except, []);
  await run(jobs);
  const folders = new Set(jobs.map(({ schema }) => dirname(schema)));
  for (const folder of folders) accessSync(folder);
  process.stderr.write(`watching ${folders.size === 1 ? "1 folder" : `${folders.size} folders`}\n`);
  for (;;) {
    const code = await changeOrEnd(sight, except, () => isUnread);
    if (code !== undefined) return code;
    sight = await lookAtSources(jobs, except, sight.places);
    await run(jobs);
  }
}

/** Looks at all that the schemas are made of, first where that was the last time. */
async function lookAtSources(
  jobs: readonly Job[],
  except: ReadonlySet<string>,
  places: readonly Place[],
): Promise<Sight> {
  const seen = look(places, except);
  const found = await placesOf(jobs);
  // What the schemas import was read after it was looked at: a later change will be seen.
  if (JSON.stringify(found) === JSON.stringify(places)) return { places, seen };
  return lookAtSources(jobs, except, found);
}

async function placesOf(jobs: readonly Job[]): Promise<Place[]> {
  const { sourceFilesOf } = await import("../../../codegen/index.ts");
  const whole = new Map<string, boolean>();
  for (const { schema } of jobs) {
    const { files, isAll } = await sourceFilesOf(schema);
    for (const file of files) if (!whole.has(dirname(file))) whole.set(dirname(file), false);
    // What is read and not imported is often beneath the schema.
    if (!isAll) whole.set(dirname(schema), true);
  }
  return [...whole].map(([folder, whole]) => ({ folder, whole }));
}

/** Waits for a change, a signal, or that nobody reads on; of the latter two, gives the exit code that they ask for. */
async function changeOrEnd(
  { places, seen }: Sight,
  except: ReadonlySet<string>,
  isUnread: () => boolean,
): Promise<number | undefined> {
  let code: number | undefined;
  const interrupted = () => {
    code = 130;
  };
  const terminated = () => {
    code = 143;
  };
  // Only while nothing runs: a schema that never ends would keep them from being heard.
  process.once("SIGINT", interrupted);
  process.once("SIGTERM", terminated);
  try {
    await untilChanged(places, seen, except, () => code !== undefined || isUnread());
    return code ?? (isUnread() ? 0 : undefined);
  } finally {
    process.off("SIGINT", interrupted);
    process.off("SIGTERM", terminated);
  }
}

/** Editors write a file in several steps: a change is over when two looks in a row see the same. */
async function untilChanged(
  places: readonly Place[],
  seen: string,
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

/** A folder to look at. */
interface Place {
  readonly folder: string;
  /** whether all files in it and in its folders count; else its own modules alone */
  readonly whole: boolean;
}

const module = /\.(?:[cm]?[jt]sx?|json)$/;

/**
 * What is in some folders, in a text that is another when a file there is another. A folder that is not there is as an
 * empty one: it may come back. Packages, hidden folders and those that are not to be looked at are left out.
 */
function look(places: readonly Place[], except: ReadonlySet<string>): string {
  return places.map(({ folder, whole }) => lookInto(folder, whole, except)).join("");
}

function lookInto(folder: string, whole: boolean, except: ReadonlySet<string>): string {
  return list(folder)
    .map((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return whole || module.test(path) ? `${path} ${versionOf(path)}\n` : "";
      if (entry.name === "node_modules" || entry.name.startsWith(".") || except.has(resolve(path))) return "";
      return whole ? lookInto(path, whole, except) : `${path} ${versionOf(path)}\n`;
    })
    .join("");
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Which file has a name, and when it was changed. */
function versionOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(" ");
  } catch {
    // It is gone already, or a link to nothing.
    return "";
  }
}
