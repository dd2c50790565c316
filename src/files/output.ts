import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, renameSync, type Stats, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { attempt } from "./attempt.ts";
import { resolveOutput } from "./output-target.ts";
import { forget, nameTemporary, removeAbandoned, removeAtExit } from "./temporary-files.ts";
import { namingFile, reading, writeAll } from "./transfer.ts";

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
 * Opens a file for output. What is written goes into a temporary file beside it, which takes its place at the end:
 * synced, with the old file's owner and mode. It is removed if a signal ends the program before; what SIGKILL leaves
 * is removed by the next who writes the file. A descriptor (/dev/stdout), a device or a pipe cannot be replaced and
 * is written directly.
 *
 *     const output = openOutput("bash.ckpt");
 *     try {
 *       writeSync(output.fd, bytes);
 *       output.commit();
 *     } catch (error) {
 *       output.discard();
 *       throw error;
 *     }
 *
 * @throws what the system says of the name
 */
export function openOutput(name: string): Output {
  const target = resolveOutput(name);
  switch (target.kind) {
    case "descriptor":
      return { fd: target.fd, commit() {}, discard() {} };
    case "device": {
      const fd = openSync(target.path, "w");
      const close = closing(fd);
      return { fd, commit: close, discard: () => attempt(close) };
    }
    case "file": {
      removeAbandoned(target.path);
      const replacement = beginReplacement(target.path, target.existing);
      const commit = () => {
        replacement.commit();
        syncFolder(dirname(target.path));
      };
      return { ...replacement, commit };
    }
  }
}

/**
 * Begins to write a file anew, beside the one whose place it takes; `existing` is the old one, whose owner and mode it
 * will have. That the folder is synced is up to the caller.
 */
function beginReplacement(path: string, existing: Stats | undefined): Output {
  const temporary = nameTemporary(path);
  const fd = create(temporary, existing === undefined ? 0o666 : 0o600);
  const close = closing(fd);
  return {
    fd,
    commit() {
      if (existing !== undefined) keepOwnerAndMode(fd, existing);
      fsyncSync(fd);
      // Before the file is in its place: some file systems tell only now that they could not keep what was written.
      close();
      renameSync(temporary, path);
      forget(temporary);
    },
    discard() {
      attempt(() => unlinkSync(temporary));
      forget(temporary);
      attempt(close);
    },
  };
}

function create(temporary: string, mode: number): number {
  removeAtExit(temporary);
  try {
    return openSync(temporary, "wx", mode);
  } catch (error) {
    forget(temporary);
    throw error;
  }
}

/** Closes a descriptor once, however often that is asked for: its number may be another file's by then. */
function closing(fd: number): () => void {
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    // Even where closing fails, the number is free.
    isOpen = false;
    closeSync(fd);
  };
}

/** Owner and mode as they were, as far as the system allows. Access lists and extended attributes are out of Node's reach. */
function keepOwnerAndMode(fd: number, { uid, gid, mode }: Stats): void {
  const isKept = isAllowed(() => fchownSync(fd, uid, gid));
  const isGroupKept = isKept || isAllowed(() => fchownSync(fd, process.getuid?.() ?? uid, gid));
  // A program must not run as somebody whom its owner did not choose, nor another group get what was the old one's.
  const owner = isKept ? 0o7777 : 0o1777;
  const group = isGroupKept ? 0o7777 : 0o7707;
  isAllowed(() => fchmodSync(fd, mode & owner & group));
}

/**
 * Only root may give files away, and only to those that a container knows; some file systems have no owners or modes.
 * Folders need not be readable, and some systems cannot sync them.
 */
const forbidden = ["EACCES", "EPERM", "EINVAL", "EISDIR", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

/** Does what the system may not allow, and tells whether it does. */
function isAllowed(change: () => void): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (!forbidden.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return false;
  }
}

/** A file is in its place, but its name may be lost if the power fails. `cause` is what the system says. */
class NotSyncedError extends Error {
  override readonly name = "NotSyncedError";

  constructor(cause: Error) {
    super(`the file is complete, but its name may not outlast a power failure: ${cause.message}`, { cause });
  }
}

/**
 * Makes the names in a folder last.
 *
 * @throws NotSyncedError
 */
export function syncFolder(folder: string): void {
  try {
    isAllowed(() => reading(folder, fsyncSync));
  } catch (error) {
    throw new NotSyncedError(error as Error);
  }
}

/** Makes a file hold this text: it is replaced whole or not at all. A device or a pipe is written to. */
export function writeFile(name: string, text: string): void {
  fill(name, openOutput(name), text);
}

/** As `writeFile`, for one of many: to remove abandoned files and to sync the folder is left to the caller. */
export function replaceFile(name: string, text: string): void {
  const target = resolveOutput(name);
  fill(name, target.kind === "file" ? beginReplacement(target.path, target.existing) : openOutput(name), text);
}

function fill(name: string, output: Output, text: string): void {
  try {
    writeAll(output.fd, Buffer.from(text));
    output.commit();
  } catch (error) {
    output.discard();
    throw namingFile(name, error);
  }
}
