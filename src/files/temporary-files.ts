import { unlinkSync } from "node:fs";
import { constants } from "node:os";

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
