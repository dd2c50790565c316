import type { Readable, Writable } from "node:stream";
import { requireBytes } from "../wire/index.ts";
import { Interrupted, ReadFailed, WriteFailed } from "./effects.ts";

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
async function hasMore(stream: Readable, signal: AbortSignal | undefined): Promise<boolean> {
  if (stream.errored) {
    // The stream has still to emit the error, perhaps to no other listener.
    stream.on("error", ignore);
    throw new ReadFailed(stream.errored);
  }
  if (stream.readableEnded || stream.destroyed) return false;
  return await listening<boolean>(stream, signal, false, (resolve, reject) => ({
    readable: () => resolve(true),
    end: () => resolve(false),
    close: () => resolve(false),
    error: (error) => reject(new ReadFailed(error)),
  }));
}

/** Writes bytes to a stream, each time waiting until the stream has passed them on. The stream is not ended. */
export function writeTo(stream: Writable, signal?: AbortSignal): (bytes: Uint8Array) => Promise<void> {
  return async (bytes) => {
    if (!stream.writable) throw new WriteFailed(stream.errored ?? closed(), true);
    if (signal?.aborted) {
      // Nobody may be reading any more: what still is to be said is queued behind the records.
      stream.on("error", ignore).write(bytes);
      return;
    }
    try {
      await listening<void>(stream, signal, true, (resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve()));
        return { error: reject, close: () => reject(closed()) };
      });
    } catch (error) {
      // The stream emits the same error again after it has answered the write, perhaps to no other listener.
      stream.on("error", ignore);
      throw error instanceof Interrupted ? error : new WriteFailed(error, true);
    }
  };
}

/** As `writeTo`, for a log: failures are ignored, and an abort only ends the waiting. */
export function logTo(stream: Writable, signal?: AbortSignal): (bytes: Uint8Array) => Promise<void> {
  const write = writeTo(stream, signal);
  return (bytes) => write(bytes).catch(ignore);
}

/** Waits for what `start` begins and its listeners tell, which the stream has until then. An abort is an `Interrupted`. */
function listening<T>(
  stream: Readable | Writable,
  signal: AbortSignal | undefined,
  handedOver: boolean,
  start: (
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
  ) => { readonly [event: string]: (error: unknown) => void },
): Promise<T> {
  let stop = ignore;
  return new Promise<T>((resolve, reject) => {
    const listeners = Object.entries(start(resolve, reject));
    const onAbort = () => reject(new Interrupted(signal as AbortSignal, handedOver));
    for (const [event, listener] of listeners) stream.on(event, listener);
    signal?.addEventListener("abort", onAbort);
    if (signal?.aborted) onAbort();
    stop = () => {
      for (const [event, listener] of listeners) stream.off(event, listener);
      signal?.removeEventListener("abort", onAbort);
    };
  }).finally(() => stop());
}

function closed(): Error {
  return Object.assign(new Error("the stream is closed"), { code: "EPIPE" });
}

function ignore(): void {}
