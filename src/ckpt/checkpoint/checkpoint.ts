import type { Writable } from "node:stream";
import { type Driver, gatheringPort, runSync, type SyncPort, writeTo } from "../../io/index.ts";
import { CkptError } from "../ckpt-error.ts";
import { contextFor, type Descriptors, portOn, type RunOptions, runOnStream } from "../context.ts";
import { checkpoint } from "./driver.ts";
import { procSource } from "./proc.ts";
import type { CheckpointSource } from "./source.ts";

export interface CheckpointOptions extends RunOptions {
  /** the process to checkpoint; 0, the default, is the caller */
  readonly pid?: number;
  /** where kernel, time and task come from; default: the running system */
  readonly source?: CheckpointSource;
}

/**
 * Writes a process's image to an open file descriptor, from where it stands, and gives the checkpoint's identifier:
 * 1, 2, 3 … in this process. A checkpoint that fails ends its image with an ERROR record and the reason.
 *
 *     const fd = openSync("bash.ckpt", "w");
 *     const identifier = checkpointSync({ pid: 4711, fd });
 *
 * @throws CkptError EINVAL (flags), EBADF (a descriptor is not open), ESRCH (no such process), EPERM (/proc hides
 * it), or what writing met
 */
export function checkpointSync(options: CheckpointOptions & Descriptors): number {
  return runSync(driverFor(options), portOn(options), options.signal);
}

/** As `checkpointSync`, on a port. */
export function checkpointOn(port: SyncPort, options: CheckpointOptions): number {
  return runSync(driverFor(options), port, options.signal);
}

/**
 * As `checkpointSync`, to a stream: each record waits until the stream has passed on the one before. The stream is not
 * ended.
 *
 * @throws CkptError as there; EBADF if a stream cannot be written to, EINTR if `signal` is aborted
 */
export async function checkpointStream(
  options: CheckpointOptions & { readonly stream: Writable; readonly log?: Writable },
): Promise<number> {
  const { stream, signal } = options;
  const driver = driverFor(options);
  if (!stream.writable) throw new CkptError("EBADF", "image: the stream cannot be written to");
  return runOnStream(driver, { write: writeTo(stream, signal) }, options);
}

/**
 * As `checkpointSync`, into memory: gives the image's bytes.
 *
 * @throws CkptError as there
 */
export function checkpointBytes(
  options: CheckpointOptions & { readonly log?: (line: Uint8Array) => void } = {},
): Uint8Array {
  const port = gatheringPort(options.log);
  checkpointOn(port, options);
  return port.bytes();
}

function driverFor(options: CheckpointOptions): Driver<number> {
  const { pid = 0, source = procSource } = options;
  return checkpoint(contextFor(options), source, pid === 0 ? process.pid : pid);
}
