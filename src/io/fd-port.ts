import { readSync, writeSync } from "node:fs";
import { ReadFailed, WriteFailed } from "./errors.ts";
import type { SyncPort } from "./port.ts";

/**
 * Reads, writes and logs on open file descriptors, from where they stand. Short reads and writes are continued, and a
 * descriptor that is not ready (EAGAIN) is waited for. A
 * `logFd` below 0 is none.
 */
export function fdPort(image: number, logFd: number): SyncPort {
  return {
    read: (length) => readAll(image, length),
    write(bytes) {
      const { error, written } = writeAll(image, bytes);
      if (error !== undefined) throw new WriteFailed(error, written > 0);
    },
    log(bytes) {
      if (logFd >= 0) writeAll(logFd, bytes);
    },
  };
}

function readAll(fd: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = readSome(fd, bytes.subarray(filled));
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function readSome(fd: number, room: Uint8Array): number {
  try {
    return whenReady(() => readSync(fd, room, 0, room.length, null));
  } catch (error) {
    throw new ReadFailed(error);
  }
}

function writeAll(fd: number, bytes: Uint8Array): { readonly error?: unknown; readonly written: number } {
  let written = 0;
  try {
    while (written < bytes.length) {
      const count = whenReady(() => writeSync(fd, bytes, written, bytes.length - written, null));
      if (count === 0) throw new Error(`descriptor ${fd} takes no more bytes`);
      written += count;
    }
  } catch (error) {
    return { error, written };
  }
  return { written };
}

const LONGEST_WAIT_MS = 20;

function whenReady(transfer: () => number): number {
  for (let wait = 1; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return transfer();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
    sleep(wait);
  }
}

// Node has no synchronous poll(2).
function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
