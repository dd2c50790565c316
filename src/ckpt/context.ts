import { fstatSync } from "node:fs";
import type { Writable } from "node:stream";
import { CkptHdr } from "../../generated/ckpt/index.ts";
import { type AsyncPort, type Driver, fdPort, logTo, runAsync, type SyncPort } from "../io/index.ts";
import type { ByteOrder, Codec, OrderedCodec, View } from "../wire/index.ts";
import { CkptError } from "./ckpt-error.ts";
import { type Debug, debugFromEnvironment } from "./debug.ts";
import type { MessageTask } from "./message.ts";

/** What one run of a driver knows about itself. */
export interface CkptContext {
  /** bytes of the image that have been read or written */
  pos: number;
  /** the task that is being worked on, for messages */
  task: MessageTask | undefined;
  /** of the image; little until its HEADER says otherwise */
  byteOrder: ByteOrder;
  readonly debug: Debug;
}

/** What every checkpoint and restart takes. */
export interface RunOptions {
  /** must be 0: no flag is known */
  readonly flags?: number;
  /** ends the run with EINTR when aborted */
  readonly signal?: AbortSignal;
  /** default: what the environment's CKPT_DEBUG asks for, on stderr */
  readonly debug?: Debug;
}

export function createContext(debug: Debug = debugFromEnvironment()): CkptContext {
  return { pos: 0, task: undefined, byteOrder: "little", debug };
}

/**
 * The context of a run.
 *
 * @throws CkptError EINVAL if any flag is given
 */
export function contextFor({ flags = 0, debug }: RunOptions): CkptContext {
  if (flags !== 0) throw new CkptError("EINVAL", `flags are 0x${flags.toString(16)}, expected 0`);
  return createContext(debug);
}

/** Where an image is read from or written to. */
export interface Descriptors {
  readonly fd: number;
  /** -1, the default: no log */
  readonly logFd?: number;
}

/** @throws CkptError EBADF if the image's descriptor, or the log's if there is one, is not open */
export function portOn({ fd, logFd = -1 }: Descriptors): SyncPort {
  checkOpen("image", fd);
  if (logFd !== -1) checkOpen("log", logFd);
  return fdPort(fd, logFd);
}

function checkOpen(what: string, fd: number): void {
  try {
    fstatSync(fd);
  } catch (cause) {
    throw new CkptError("EBADF", `${what}: ${fd} is not an open file descriptor`, { cause });
  }
}

/**
 * Runs a driver on a port of a stream.
 *
 * @throws CkptError EBADF if there is a log, and it cannot be written to
 */
export async function runOnStream<R>(
  driver: Driver<R>,
  port: AsyncPort,
  { log, signal }: RunOptions & { readonly log?: Writable },
): Promise<R> {
  if (log?.writable === false) throw new CkptError("EBADF", "log: the stream cannot be written to");
  return await runAsync(driver, { ...port, ...(log && { log: logTo(log, signal) }) }, signal);
}

/** The codec that reads a record in the byte order of the image. */
export function inImageOrder<T, Init, V extends View>(
  { byteOrder }: CkptContext,
  codec: OrderedCodec<T, Init, V>,
): Codec<T, Init, V> {
  return byteOrder === "big" ? codec.be : codec;
}

/** A record's length is read as a signed number by the kernel, so none is longer. */
export const MAX_LENGTH: number = 0x7fffffff;

/** Whether a record can have this length, its header included. */
export function isLength(len: number): boolean {
  return len >= CkptHdr.layout.size && len <= MAX_LENGTH;
}
