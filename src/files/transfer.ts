import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { attempt } from "./attempt.ts";

/**
 * Reads what is there, `room.length` bytes at most; 0 only at the end. A descriptor that is not ready is waited for. Without
 * a place in the file, from where it stands.
 */
export function readSome(fd: number, room: Uint8Array, at: number | null = null): number {
  return whenReady(() => readSync(fd, room, 0, room.length, at));
}

/**
 * Writes all of `bytes`, to some place on or where the descriptor stands; `wrote` is told of each part. A descriptor that
 * is not ready is waited for.
 */
export function writeAll(fd: number, bytes: Uint8Array, wrote?: (count: number) => void, from?: number): void {
  for (let at = 0; at < bytes.length; ) {
    const count = whenReady(() => writeSync(fd, bytes, at, bytes.length - at, from === undefined ? null : from + at));
    if (count === 0) throw new Error(`descriptor ${fd} takes no more bytes`);
    wrote?.(count);
    at += count;
  }
}

/** Bytes that are read at once. Records of a few bytes take a hundred times as much memory while they are shown. */
const chunkSize = 64 * 1024;

/** What is in a file from some place on, or where it stands. Each chunk is gone when the next is asked for. */
export function* readChunks(fd: number, from?: number): Generator<Uint8Array> {
  // Not a Buffer, of which a part takes three times as long to make.
  const memory = new Uint8Array(chunkSize);
  let at = from ?? null;
  for (let count = readSome(fd, memory, at); count > 0; count = readSome(fd, memory, at)) {
    if (at !== null) at += count;
    yield memory.subarray(0, count);
  }
}

/** Opens a file or a folder to read, does some work on its descriptor, and closes it. */
export function reading<T>(path: string, work: (fd: number) => T): T {
  const fd = openSync(path, "r");
  try {
    return work(fd);
  } finally {
    attempt(() => closeSync(fd));
  }
}

/** All that is in a file. What its size is said to be is not relied on: it may shrink or grow, and in /proc it is 0. */
export function readWhole(path: string): Buffer {
  try {
    return reading(path, (fd) => Buffer.concat(Array.from(readChunks(fd), (chunk) => Buffer.from(chunk))));
  } catch (error) {
    throw namingFile(path, error);
  }
}

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
    // Node has no synchronous poll(2).
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

/** The error with the name of its file, where the system was asked about a descriptor and so does not name it. */
export function namingFile(name: string, error: unknown): unknown {
  const isUnnamed = error instanceof Error && "syscall" in error && !("path" in error);
  return isUnnamed ? Object.assign(error, { message: `${name}: ${error.message}`, path: name }) : error;
}
