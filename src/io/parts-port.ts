import { ReadFailed } from "./errors.ts";
import type { SyncPort } from "./port.ts";

/** Takes an image from its parts, one after another. Each may be gone when the next is asked for. */
export function partsPort(parts: Iterator<Uint8Array>): SyncPort {
  let part: Uint8Array = new Uint8Array(0);
  const next = () => {
    try {
      return parts.next();
    } catch (error) {
      throw new ReadFailed(error);
    }
  };
  return {
    read(length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        if (part.length === 0) {
          const { done, value } = next();
          if (done) break;
          part = value;
        }
        const some = part.subarray(0, length - filled);
        bytes.set(some, filled);
        filled += some.length;
        part = part.subarray(some.length);
      }
      return bytes.subarray(0, filled);
    },
  };
}
