import type { Readable, Writable } from "node:stream";
import { bytesPort, type Driver, readFrom, runSync, type SyncPort } from "../../io/index.ts";
import { asCkptError, CkptError } from "../ckpt-error.ts";
import { type CkptContext, contextFor, type Descriptors, portOn, type RunOptions, runOnStream } from "../context.ts";
import { debug, OUTCOME } from "../debug.ts";
import { chooseKernel, type KernelChoice } from "../kernel-version.ts";
import { type RestartResult, type RestartTarget, restart } from "./driver.ts";

export interface RestartOptions extends RunOptions {
  /** `A.B.C` or `any`; default: the running kernel */
  readonly kernel?: KernelChoice;
  /** where the task is put; default: nowhere, the image is only checked */
  readonly target?: RestartTarget;
}

/**
 * Reads an image from an open file descriptor, from where it stands, to the end of its tail and no further.
 *
 *     const fd = openSync("bash.ckpt", "r");
 *     const { comm, clear_child_tid, consumed } = restartSync({ fd, kernel: "2.6.37" });
 *
 * @throws CkptError EINVAL (flags, or a bad image), EBADF (a descriptor is not open), EPIPE (the image is cut off),
 * EIO (the image says that its checkpoint failed), or what reading met
 */
export function restartSync(options: RestartOptions & Descriptors): RestartResult {
  return runSync(driverFor(options), portOn(options), options.signal);
}

/** As `restartSync`, on a port. */
export function restartOn(port: SyncPort, options: RestartOptions): RestartResult {
  return runSync(driverFor(options), port, options.signal);
}

/**
 * As `restartSync`, from a stream: what follows the tail stays in it.
 *
 * @throws CkptError as there; EBADF if a stream is closed, EINTR if `signal` is aborted
 */
export async function restartStream(
  options: RestartOptions & { readonly stream: Readable; readonly log?: Writable },
): Promise<RestartResult> {
  const { stream, signal } = options;
  const driver = driverFor(options);
  if (stream.destroyed && !stream.readableEnded) throw new CkptError("EBADF", "image: the stream is closed");
  return runOnStream(driver, { read: readFrom(stream, signal) }, options);
}

/**
 * As `restartSync`, from bytes in memory; what follows the tail is not looked at.
 *
 * @throws CkptError as there
 */
export function restartBytes(
  options: RestartOptions & { readonly bytes: Uint8Array; readonly log?: (line: Uint8Array) => void },
): RestartResult {
  return restartOn(bytesPort(options.bytes, options.log), options);
}

function driverFor(options: RestartOptions): Driver<RestartResult> {
  const ctx = contextFor(options);
  return answering(ctx, restart(ctx, chooseKernel(options.kernel), options.target));
}

/** The driver, with its errors translated. */
function* answering(ctx: CkptContext, driver: Driver<RestartResult>): Driver<RestartResult> {
  try {
    const result = yield* driver;
    debug(ctx.debug, OUTCOME, `restart: ${ctx.pos} bytes`);
    return result;
  } catch (error) {
    const answer = asCkptError(error, ctx.pos);
    debug(ctx.debug, OUTCOME, `restart: ${String(answer)}`);
    throw answer;
  }
}
