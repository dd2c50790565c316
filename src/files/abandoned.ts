import { lstatSync, readdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isRunning, thisPlace } from "./running-process.ts";
import { parseTemporaryName, targetOf } from "./temporary-name.ts";

/** Milliseconds after which a file that another machine or container was writing is given up. */
const LONGEST_ABSENCE_MS = 24 * 60 * 60 * 1000;

/** Whether a file is a temporary one whose writer was killed. */
export function isAbandoned(path: string): boolean {
  const name = parseTemporaryName(basename(path));
  if (name === undefined) return false;
  if (name.writer.place === thisPlace()) return !isRunning(name.writer);
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > LONGEST_ABSENCE_MS;
}

/** Removes the temporary files that killed writers of a file have left. What cannot be removed stays. */
export function removeAbandoned(path: string): void {
  sweep(path, unlinkSync);
}

/** As `removeAbandoned`, for temporary folders. */
export function removeAbandonedFolders(path: string): void {
  sweep(path, (folder) => {
    // In another user's folder, names may change to lead elsewhere while it is emptied.
    const stat = lstatSync(folder);
    if (stat.isDirectory() && stat.uid === process.getuid?.()) rmSync(folder, { recursive: true, force: true });
  });
}

function sweep(path: string, remove: (path: string) => void): void {
  const target = targetOf(path);
  try {
    for (const name of readdirSync(dirname(path))) {
      if (parseTemporaryName(name)?.target === target) removeIfAbandoned(join(dirname(path), name), remove);
    }
  } catch {
    // The folder need not be readable.
  }
}

function removeIfAbandoned(path: string, remove: (path: string) => void): void {
  try {
    if (isAbandoned(path)) remove(path);
  } catch {
    // Another user's, or another writer was faster.
  }
}
