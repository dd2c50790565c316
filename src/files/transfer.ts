import { closeSync, openSync, readSync, writeSync } from "node:fs";

/** Reads what is there, `room.length` bytes at most; 0 only at the end. A descriptor that is not ready is waited for. */
export function readSome(fd: number, room: Uint8Array): number {
  return whenReady(() => readSync(fd, room, 0, room.length, null));
}

/** Writes all of `bytes`; `wrote` is told of each part. A descriptor that is not ready is waited for. */
export function writeAll(fd: number, bytes: Uint8Array, wrote?: (count: number) => void): void {
  for (let at = 0; at < bytes.length; ) {
    const count = whenReady(() => writeSync(fd, bytes, at, bytes.length - at, null));
    if (count === 0) throw new Error(`descriptor ${fd} takes no more bytes`);
    wrote?.(count);
    at += count;
  }
}

/** All that is in a file. What its size is said to be is not relied on: it may shrink or grow, and in /proc it is 0. */
export function readWhole(path: string): Buffer {
  const file = openFile(path, "r");
  try {
    const parts: Buffer[] = [];
    for (;;) {
      const room = Buffer.allocUnsafe(PART_SIZE);
      const count = readSome(file.fd, room);
      if (count === 0) return Buffer.concat(parts);
      parts.push(room.subarray(0, count));
    }
  } catch (error) {
    throw namingFile(path, error);
  } finally {
    closeQuietly(file);
  }
}

const PART_SIZE = 16 * 1024;
const LONGEST_WAIT_MS = 20;

function whenReady(transfer: () => number): number {
  for (let wait = 1; ; ) {
    try {
      return transfer();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Node goes on by itself when a write is interrupted, but not when a read is.
      if (code === "EINTR") continue;
      if (code !== "EAGAIN") throw error;
    }
    sleep(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

// Node has no synchronous poll(2).
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** A descriptor that is closed once, however often that is asked for: its number may be another file's by then. */
export interface OpenFile {
  readonly fd: number;
  close(): void;
}

export function openFile(path: string, flags: string, mode?: number): OpenFile {
  const fd = openSync(path, flags, mode);
  let isOpen = true;
  return {
    fd,
    close() {
      if (!isOpen) return;
      // Even where closing fails, the number is free.
      isOpen = false;
      closeSync(fd);
    },
  };
}

/** Closes a file of which nothing is expected any more. */
export function closeQuietly(file: OpenFile): void {
  try {
    file.close();
  } catch {
    // Something worse has gone wrong before.
  }
}

/** The error with the name of its file, where the system was asked about a descriptor and so does not name it. */
export function namingFile(name: string, error: unknown): unknown {
  const isUnnamed = error instanceof Error && "syscall" in error && !("path" in error);
  return isUnnamed ? Object.assign(error, { message: `${name}: ${error.message}`, path: name }) : error;
}
