import { createHash, randomBytes } from "node:crypto";
import { lstatSync, readdirSync, rmSync, statSync, unlinkSync } from "node:fs";
import { constants } from "node:os";
import { basename, dirname, join } from "node:path";
import { isRunning, type RunningProcess, thisPlace, thisProcess } from "./running-process.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The temporary files that there are now. */
const paths = new Set<string>();
/** How many there have been. */
let made = 0;
let isListening = false;
let release = Promise.resolve();

/** Has a temporary file removed when the program ends, by a signal too. */
export function removeAtExit(path: string): void {
  listen();
  made++;
  paths.add(path);
}

/** Removes a temporary file, if it is there. What stood in its way is not told: something worse has gone wrong before. */
export function removeTemporary(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Whoever writes the file next removes what is left.
  }
}

/** A temporary file is none any more. */
export function forget(path: string): void {
  paths.delete(path);
  const before = made;
  // A signal that came while nothing waited is still to be heard of: that takes a full turn of the event loop. And where
  // one file follows another, no gap is left between them.
  release = new Promise((resolve) => {
    setImmediate(() =>
      setImmediate(() => {
        if (made === before) stopListening();
        resolve();
      }),
    );
  });
}

/**
 * When signals end the program again as they end others, after the last file was forgotten. No handler runs while
 * something is written that nobody reads: to be waited for before that.
 */
export function signalsReleased(): Promise<void> {
  return release;
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  process.once("exit", removeAll);
  for (const signal of signals) process.once(signal, end);
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

function removeAll(): void {
  for (const path of paths) removeTemporary(path);
}

/** What the name of a temporary file tells: for which file it is, and who writes it. */
interface TemporaryName {
  /** 12 hexadecimal digits that stand for the file's name, which may be as long as names can be */
  readonly target: string;
  readonly writer: RunningProcess;
}

const pattern = /^\.bytewright-([0-9a-f]{12})-([0-9a-f]{8})-(\d{1,10})-(\d{1,15})-[0-9a-f]{8}\.tmp$/;

/** A new name beside a file: `.bytewright-TARGET-PLACE-PID-STARTED-RANDOM.tmp`. */
export function nameTemporary(path: string): string {
  const { place, pid, started } = thisProcess();
  const parts = [targetOf(path), place, pid, started, randomBytes(4).toString("hex")];
  return join(dirname(path), `.bytewright-${parts.join("-")}.tmp`);
}

/** Takes such a name apart; undefined if it is another. */
function parseTemporaryName(name: string): TemporaryName | undefined {
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, target = "", place = "", pid, started] = match;
  return { target, writer: { place, pid: Number(pid), started: Number(started) } };
}

/** How the temporary names of a file begin to differ from those of others. */
function targetOf(path: string): string {
  return createHash("sha256").update(basename(path)).digest("hex").slice(0, 12);
}

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
