import { attempt } from "../files/attempt.ts";
import { readSome, writeAll } from "../files/transfer.ts";
import { ReadFailed, type SyncPort, WriteFailed } from "./effects.ts";

/**
 * Reads, writes and logs on open file descriptors, from where they stand. Short reads and writes are continued, and a
 * descriptor that is not ready (EAGAIN) is waited for. A `logFd` below 0 is none.
 */
export function fdPort(image: number, logFd = -1): SyncPort {
  return {
    read: (length) => readAll(length, (room) => readSome(image, room)),
    write(bytes) {
      let isPartial = false;
      try {
        writeAll(image, bytes, () => {
          isPartial = true;
        });
      } catch (error) {
        throw new WriteFailed(error, isPartial);
      }
    },
    log(bytes) {
      // What becomes of the log does not change what becomes of the image.
      if (logFd >= 0) attempt(() => writeAll(logFd, bytes));
    },
  };
}

/** `length` bytes from whatever gives some at a time, and none only at the end: there are fewer then. */
export function readAll(length: number, readSome: (room: Uint8Array) => number): Uint8Array {
  const bytes = new Uint8Array(length);
  let filled = 0;
  try {
    while (filled < length) {
      const count = readSome(bytes.subarray(filled));
      if (count === 0) break;
      filled += count;
    }
  } catch (error) {
    throw new ReadFailed(error);
  }
  return bytes.subarray(0, filled);
}
