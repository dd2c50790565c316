import { requireBytes } from "../wire/index.ts";
import type { SyncPort } from "./effects.ts";

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
