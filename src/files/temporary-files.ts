import { readdirSync, statSync, unlinkSync } from "node:fs";
import { constants } from "node:os";
import { basename, dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { attempt } from "./attempt.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The temporary files that there are now. */
const paths = new Set<string>();

/** Has a temporary file removed when the program ends, by a signal too. */
export function removeAtExit(path: string): void {
  if (paths.size === 0) {
    process.on("exit", removeAll);
    for (const signal of signals) process.on(signal, end);
  }
  paths.add(path);
}

/**
 * A temporary file is none any more. After the last one, signals end the program as they end others: no handler runs
 * while something is written that nobody reads.
 */
export async function forget(path: string): Promise<void> {
  // A signal that came while nothing waited is still to be heard of: that takes a full turn of the event loop.
  await setImmediate();
  await setImmediate();
  paths.delete(path);
  if (paths.size > 0) return;
  process.off("exit", removeAll);
  for (const signal of signals) process.off(signal, end);
}

function end(signal: NodeJS.Signals): void {
  process.exit(128 + constants.signals[signal]);
}

/** What cannot be removed is abandoned. */
function removeAll(): void {
  for (const path of paths) attempt(() => unlinkSync(path));
}

/** A new name beside a file, whose own may be as long as names can be. */
export function nameTemporary(path: string): string {
  // Not of node:crypto, which takes a fifth of a short run to load, needed or not.
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(8)));
  return `${dirname(path)}/.bytewright-${random.toString("hex")}.tmp`;
}

const pattern = /^\.bytewright-[0-9a-f]{16}\.tmp$/;

/** Whether a file is a temporary one that nobody has written to for a day: whoever did was killed. */
export function isAbandoned(path: string): boolean {
  if (!pattern.test(basename(path))) return false;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > 24 * 60 * 60 * 1000;
}

/** Removes what killed writers have left in a folder, which need not be readable. What cannot be removed stays. */
export function removeAbandoned(folder: string): void {
  for (const name of attempt(() => readdirSync(folder)) ?? []) {
    const path = `${folder}/${name}`;
    // Another user's, or another writer was faster.
    attempt(() => isAbandoned(path) && unlinkSync(path));
  }
}
