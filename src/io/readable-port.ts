import type { Readable } from "node:stream";
import { requireBytes } from "../wire/index.ts";
import { Interrupted, ReadFailed } from "./errors.ts";

/**
 * Gives exactly the bytes asked for; what is beyond them stays in the stream for the next reader. A stream of byte
 * chunks as objects (`Readable.from`) does as well.
 */
export function readFrom(stream: Readable, signal?: AbortSignal): (length: number) => Promise<Uint8Array> {
  return async (length) => {
    const parts: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      const chunk: unknown = stream.read();
      if (chunk === null) {
        if (await hasMore(stream, signal)) continue;
        break;
      }
      requireBytes(chunk);
      if (chunk.length > missing) stream.unshift(chunk.subarray(missing));
      const part = chunk.subarray(0, missing);
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  };
}

/** Waits until the stream can be read again: true, or has ended: false. */
function hasMore(stream: Readable, signal: AbortSignal | undefined): Promise<boolean> {
  if (stream.errored) {
    // The stream has still to emit the error, perhaps to no other listener.
    stream.on("error", ignore);
    return Promise.reject(new ReadFailed(stream.errored));
  }
  if (stream.readableEnded || stream.destroyed) return Promise.resolve(false);
  if (signal?.aborted) return Promise.reject(new Interrupted(signal));
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => () => {
      stream.off("readable", onReadable).off("end", onEnd).off("close", onEnd).off("error", onError);
      signal?.removeEventListener("abort", onAbort);
      then();
    };
    const onReadable = settle(() => resolve(true));
    const onEnd = settle(() => resolve(false));
    const onError = (error: Error) => settle(() => reject(new ReadFailed(error)))();
    const onAbort = settle(() => reject(new Interrupted(signal as AbortSignal)));
    stream.on("readable", onReadable).on("end", onEnd).on("close", onEnd).on("error", onError);
    signal?.addEventListener("abort", onAbort);
  });
}

function ignore(): void {}
