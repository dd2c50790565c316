import type { Readable, Writable } from "node:stream";
import { requireBytes } from "../wire/index.ts";
import { Interrupted, ReadFailed, WriteFailed } from "./errors.ts";

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

/** Writes bytes to a stream, each time waiting until the stream has passed them on. The stream is not ended. */
export function writeTo(stream: Writable, signal?: AbortSignal): (bytes: Uint8Array) => Promise<void> {
  return (bytes) => {
    if (!stream.writable) return Promise.reject(new WriteFailed(stream.errored ?? closed(), true));
    if (signal?.aborted) {
      // Nobody may be reading any more: what still is to be said is queued behind the records.
      stream.on("error", ignore).write(bytes);
      return Promise.resolve();
    }
    return writeAndWait(stream, bytes, signal);
  };
}

/** As `writeTo`, for a log: failures are ignored, and an abort only ends the waiting. */
export function logTo(stream: Writable, signal?: AbortSignal): (bytes: Uint8Array) => Promise<void> {
  const write = writeTo(stream, signal);
  return (bytes) => write(bytes).catch(ignore);
}

function writeAndWait(stream: Writable, bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      stream.off("error", onError).off("close", onClose);
      signal?.removeEventListener("abort", onAbort);
    };
    const fail = (error: unknown) => {
      settle();
      // The stream emits the same error again after it has answered the write, perhaps to no other listener.
      stream.on("error", ignore);
      reject(new WriteFailed(error, true));
    };
    const onError = (error: Error) => fail(error);
    const onClose = () => fail(closed());
    const onAbort = () => {
      settle();
      stream.on("error", ignore);
      reject(new Interrupted(signal as AbortSignal, true));
    };
    stream.on("error", onError).on("close", onClose);
    signal?.addEventListener("abort", onAbort);
    try {
      stream.write(bytes, (error) => {
        if (error) fail(error);
        else {
          settle();
          resolve();
        }
      });
    } catch (error) {
      // Nothing that is written after this would ever be answered.
      fail(error);
    }
  });
}

function closed(): Error {
  return Object.assign(new Error("the stream is closed"), { code: "EPIPE" });
}

function ignore(): void {}
