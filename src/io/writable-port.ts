import type { Writable } from "node:stream";
import { Interrupted, WriteFailed } from "./errors.ts";

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
