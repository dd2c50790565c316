import { requireBytes } from "../wire/index.ts";
import type { SyncPort } from "./effects.ts";
import { ReadFailed } from "./errors.ts";

/** Takes an image from bytes. */
export function bytesPort(bytes: Uint8Array, log?: (line: Uint8Array) => void): SyncPort {
  requireBytes(bytes);
  let at = 0;
  return {
    read(length) {
      const part = bytes.subarray(at, at + length);
      at += part.length;
      return part;
    },
    ...(log && { log }),
  };
}

/** Gathers an image in memory: `bytes()` gives what has been written so far. */
export function gatheringPort(log?: (line: Uint8Array) => void): SyncPort & { bytes(): Uint8Array } {
  const parts: Uint8Array[] = [];
  return {
    write(bytes) {
      parts.push(bytes);
    },
    ...(log && { log }),
    bytes: () => new Uint8Array(Buffer.concat(parts)),
  };
}

/** A port, and whether all that it gives has been read. */
export interface PartsPort extends SyncPort {
  isAtEnd(): boolean;
}

/** Takes an image from its parts, one after another. Each may be gone when the next is asked for. */
export function partsPort(parts: Iterator<Uint8Array>): PartsPort {
  let part: Uint8Array = new Uint8Array(0);
  /** Whether there is nothing left; else `part` has some of it. */
  const isAtEnd = () => {
    try {
      while (part.length === 0) {
        const { done, value } = parts.next();
        if (done) return true;
        part = value;
      }
      return false;
    } catch (error) {
      throw new ReadFailed(error);
    }
  };
  return {
    isAtEnd,
    read(length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length && !isAtEnd()) {
        const some = part.subarray(0, length - filled);
        bytes.set(some, filled);
        filled += some.length;
        part = part.subarray(some.length);
      }
      return bytes.subarray(0, filled);
    },
  };
}
