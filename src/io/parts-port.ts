import { ReadFailed } from "./errors.ts";
import type { SyncPort } from "./port.ts";

/** A port, and whether all that it gives has been read. */
export interface PartsPort extends SyncPort {
  isAtEnd(): boolean;
}

/** Takes an image from its parts, one after another. Each may be gone when the next is asked for. */
export function partsPort(parts: Iterator<Uint8Array>): PartsPort {
  let part: Uint8Array = new Uint8Array(0);
  /** Whether there is nothing left; else `part` has some of it. */
  const isAtEnd = () => {
    while (part.length === 0) {
      const { done, value } = next();
      if (done) return true;
      part = value;
    }
    return false;
  };
  const next = () => {
    try {
      return parts.next();
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
