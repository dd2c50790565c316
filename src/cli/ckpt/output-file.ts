import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, renameSync, rmSync, type Stats } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { resolveOutput } from "./output-target.ts";

/** Output that shows under its name only when it is complete. */
export interface Output {
  /** where to write */
  readonly fd: number;
  /** Everything has been written. */
  commit(): void;
  /** Something went wrong: the file is as it was, or is not there. */
  discard(): void;
}

/**
 * Opens a file for output (`-`: standard output). What is written goes into a temporary file beside it, which takes
 * its place at the end: synced, with the old file's owner and mode. It is removed if a signal ends the program before.
 * A descriptor, a device or a pipe cannot be replaced and is written directly.
 *
 * @throws what the system says of the name
 */
export function openOutput(name: string): Output {
  const target = resolveOutput(name);
  switch (target.kind) {
    case "descriptor":
      return { fd: target.fd, commit: nothing, discard: nothing };
    case "device":
      return openDevice(target.path);
    case "file":
      return openReplacement(target.path, target.existing);
  }
}

function nothing(): void {}

function openDevice(path: string): Output {
  const fd = openSync(path, "w");
  const close = () => closeSync(fd);
  return { fd, commit: close, discard: close };
}

function openReplacement(path: string, existing: Stats | undefined): Output {
  const temporary = join(dirname(path), `.ckpt-${process.pid}-${randomBytes(6).toString("hex")}.tmp`);
  const guard = removeAtExit(temporary);
  const fd = openSync(temporary, "wx", existing === undefined ? 0o666 : 0o600);
  return {
    fd,
    commit() {
      if (existing !== undefined) keepOwnerAndMode(fd, existing);
      fsyncSync(fd);
      renameSync(temporary, path);
      guard.lift();
      closeSync(fd);
      syncFolder(dirname(path));
    },
    discard() {
      guard.remove();
      guard.lift();
      closeSync(fd);
    },
  };
}

function keepOwnerAndMode(fd: number, { uid, gid, mode }: Stats): void {
  try {
    fchownSync(fd, uid, gid);
  } catch (error) {
    // Only root may give files away.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
  }
  fchmodSync(fd, mode & 0o7777);
}

/** Makes the new name last. The file is complete by now, so a folder that cannot be synced is no failure. */
function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, "r");
    fsyncSync(fd);
    closeSync(fd);
  } catch {
    // Some file systems cannot, and folders need not be readable.
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Removes a file when the program ends, by a signal too, until that is lifted. */
function removeAtExit(path: string): { remove(): void; lift(): void } {
  const remove = () => rmSync(path, { force: true });
  const end = (signal: NodeJS.Signals) => process.exit(128 + constants.signals[signal]);
  process.once("exit", remove);
  for (const signal of signals) process.once(signal, end);
  return {
    remove,
    lift() {
      process.off("exit", remove);
      for (const signal of signals) process.off(signal, end);
    },
  };
}
