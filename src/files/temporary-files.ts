import { createHash, randomBytes } from "node:crypto";
import { lstatSync, readdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { constants } from "node:os";
import { basename, dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { attempt } from "./attempt.ts";
import { isRunning, startOf, thisPlace } from "./running-process.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The temporary files that there are now. */
const paths = new Set<string>();
let isListening = false;
let release = Promise.resolve();

/** Has a temporary file removed when the program ends, by a signal too. */
export function removeAtExit(path: string): void {
  paths.add(path);
  if (isListening) return;
  isListening = true;
  process.once("exit", removeAll);
  for (const signal of signals) process.once(signal, end);
}

/** A temporary file is none any more. */
export function forget(path: string): void {
  paths.delete(path);
  // A signal that came while nothing waited is still to be heard of: that takes a full turn of the event loop. And where
  // one file follows another, no gap is left between them.
  const released: Promise<void> = setImmediate()
    .then(() => setImmediate())
    .then(() => {
      if (release === released) stopListening();
    });
  release = released;
}

/**
 * When signals end the program again as they end others, after the last file was forgotten. No handler runs while
 * something is written that nobody reads: to be waited for before that.
 */
export function signalsReleased(): Promise<void> {
  return release;
}

function stopListening(): void {
  if (paths.size > 0 || !isListening) return;
  isListening = false;
  process.off("exit", removeAll);
  for (const signal of signals) process.off(signal, end);
}

function end(signal: NodeJS.Signals): void {
  process.exit(128 + constants.signals[signal]);
}

/** What cannot be removed is left to whoever writes the file next. */
function removeAll(): void {
  for (const path of paths) attempt(() => unlinkSync(path));
}

/** A new name beside a file, which tells its writer: `.bytewright-TARGET-PLACE-PID-STARTED-RANDOM.tmp`. */
export function nameTemporary(path: string): string {
  const parts = [thisPlace(), process.pid, startOf(process.pid), randomBytes(4).toString("hex")];
  return join(dirname(path), `${prefixOf(path)}${parts.join("-")}.tmp`);
}

/** How the temporary names of a file begin; its own name may be as long as names can be. */
function prefixOf(path: string): string {
  return `.bytewright-${createHash("sha256").update(basename(path)).digest("hex").slice(0, 12)}-`;
}

const pattern = /^\.bytewright-[0-9a-f]{12}-([0-9a-f]{8})-(\d{1,10})-(\d{1,15})-[0-9a-f]{8}\.tmp$/;

/** Milliseconds after which a file that another machine or container was writing is given up. */
const LONGEST_ABSENCE_MS = 24 * 60 * 60 * 1000;

/** Whether a file is a temporary one whose writer was killed. */
export function isAbandoned(path: string): boolean {
  const [, place, pid, started] = pattern.exec(basename(path)) ?? [];
  if (place === undefined) return false;
  if (place === thisPlace()) return !isRunning(Number(pid), Number(started));
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
  const [folder, prefix] = [dirname(path), prefixOf(path)];
  // The folder need not be readable.
  for (const name of attempt(() => readdirSync(folder)) ?? []) {
    if (!name.startsWith(prefix)) continue;
    // Another user's, or another writer was faster.
    attempt(() => {
      if (isAbandoned(join(folder, name))) remove(join(folder, name));
    });
  }
}
