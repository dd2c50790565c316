import type { Stats } from "node:fs";
import { closeSync, fchmodSync, fchownSync, fstatSync, fsyncSync, openSync, renameSync, unlinkSync } from "node:fs";
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
  commit(): Promise<void>;
  /** Something went wrong: the file is as it was, or is not there. */
  discard(): Promise<void>;
}

/**
 * Opens a file for output. What is written goes into a temporary file beside it, which takes its place at the end:
 * synced, with the old file's owner and mode. It is removed if a signal ends the program before; what SIGKILL leaves
 * is removed by whoever writes into the folder a day later. A descriptor (/dev/stdout), a device or a pipe cannot be
 * replaced and is written directly.
 *
 *     const output = await openOutput("bash.ckpt");
 *     try {
 *       writeSync(output.fd, bytes);
 *       await output.commit();
 *     } catch (error) {
 *       await output.discard();
 *       throw error;
 *     }
 *
 * Of many files in a folder, abandoned ones are left alone, and the caller syncs the folder.
 *
 * @throws what the system says of the name
 */
export async function openOutput(name: string, isOneOfMany = false): Promise<Output> {
  const target = resolveOutput(name);
  if (target.kind === "file") return await openReplacement(target.path, target.existing, isOneOfMany);
  if (target.kind === "descriptor") return { fd: target.fd, async commit() {}, async discard() {} };
  const fd = openSync(target.path, "w");
  const close = closing(fd);
  return { fd, commit: async () => close(), discard: async () => attempt(close) };
}

/** Opens what takes the place of a file, beside it; `existing` is the old one, whose owner and mode it will have. */
async function openReplacement(path: string, existing: Stats | undefined, isOneOfMany: boolean): Promise<Output> {
  const folder = dirname(path);
  if (!isOneOfMany) removeAbandoned(folder);
  const temporary = nameTemporary(path);
  const fd = await create(temporary, existing === undefined ? 0o666 : 0o600);
  const close = closing(fd);
  return {
    fd,
    async commit() {
      if (existing !== undefined) keepOwnerAndMode(fd, existing);
      fsyncSync(fd);
      // Before the file is in its place: some file systems tell only now that they could not keep what was written.
      close();
      renameSync(temporary, path);
      if (!isOneOfMany) syncFolder(folder);
      await forget(temporary);
    },
    async discard() {
      attempt(() => unlinkSync(temporary));
      attempt(close);
      await forget(temporary);
    },
  };
}

async function create(temporary: string, mode: number): Promise<number> {
  removeAtExit(temporary);
  try {
    return openSync(temporary, "wx", mode);
  } catch (error) {
    await forget(temporary);
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

/**
 * Owner and mode as they were, as far as the system allows: only root may give files away, and some file systems have
 * no owners or modes. Access lists and extended attributes are out of Node's reach.
 */
function keepOwnerAndMode(fd: number, { uid, gid, mode }: Stats): void {
  for (const owner of [process.getuid?.() ?? uid, uid]) attempt(() => fchownSync(fd, owner, gid));
  const now = fstatSync(fd);
  // A program must not run as somebody whom its owner did not choose, nor another group get what was the old one's.
  const special = now.uid === uid && now.gid === gid ? 0o7777 : 0o1777;
  const shared = now.gid === gid ? 0o7777 : 0o7707;
  attempt(() => fchmodSync(fd, mode & special & shared));
}

/** Makes the names in a folder outlast a power failure, where its file system can. The files are complete without it. */
export function syncFolder(folder: string): void {
  attempt(() => reading(folder, fsyncSync));
}

/** Makes a file hold this text: it is replaced whole or not at all. A device or a pipe is written to. See `openOutput`. */
export async function writeFile(name: string, text: string, isOneOfMany = false): Promise<void> {
  const output = await openOutput(name, isOneOfMany);
  try {
    writeAll(output.fd, Buffer.from(text));
    await output.commit();
  } catch (error) {
    await output.discard();
    throw namingFile(name, error);
  }
}
