import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { CkptError } from "../../../src/ckpt/ckpt-error.ts";
import {
  type RestartOptions,
  type RestartResult,
  restartBytes,
  restartStream,
  restartSync,
} from "../../../src/ckpt/restart/index.ts";

/** What came of a restart, however it was run. */
export interface Outcome {
  readonly result?: RestartResult;
  readonly error?: CkptError;
  /** the log's text, with `[E @ ]` for `[E @ FUNCTION:LINE]` */
  readonly log: string;
}

/** One of the ways to run a restart. */
export type Way = (image: Uint8Array, options: RestartOptions) => Promise<Outcome>;

const scratch = mkdtempSync(join(tmpdir(), "ckpt-restart-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

async function outcome(run: () => RestartResult | Promise<RestartResult>, log: () => string): Promise<Outcome> {
  const logged = () => log().replace(/\[E @ [A-Za-z_]\w*:\d+\]/, "[E @ ]");
  try {
    return { result: await run(), log: logged() };
  } catch (error) {
    if (!(error instanceof CkptError)) throw error;
    return { error, log: logged() };
  }
}

async function fromDescriptor(fd: number, options: RestartOptions): Promise<Outcome> {
  const logName = join(scratch, "log");
  const logFd = openSync(logName, "w");
  try {
    return await outcome(
      () => restartSync({ ...options, fd, logFd }),
      () => readFileSync(logName, "utf8"),
    );
  } finally {
    closeSync(fd);
    closeSync(logFd);
  }
}

function openFile(image: Uint8Array): number {
  const name = join(scratch, "image");
  writeFileSync(name, image);
  return openSync(name, "r");
}

/** The reading end of a pipe that holds the whole image and its end. */
function openPipe(image: Uint8Array): number {
  const name = join(scratch, "fifo");
  execFileSync("mkfifo", [name]);
  const both = openSync(name, "r+");
  const writer = openSync(name, "w");
  const reader = openSync(name, "r");
  closeSync(both);
  writeFileSync(writer, image);
  closeSync(writer);
  rmSync(name);
  return reader;
}

async function fromStream(stream: Readable, options: RestartOptions): Promise<Outcome> {
  const log = new PassThrough();
  const written: Buffer[] = [];
  log.on("data", (part) => written.push(part));
  return outcome(
    () => restartStream({ ...options, stream, log }),
    () => Buffer.concat(written).toString(),
  );
}

async function fromMemory(image: Uint8Array, options: RestartOptions): Promise<Outcome> {
  const lines: string[] = [];
  return outcome(
    () => restartBytes({ ...options, bytes: image, log: (line) => lines.push(Buffer.from(line).toString()) }),
    () => lines.join(""),
  );
}

const singleBytes = (image: Uint8Array) => Array.from(image, (byte) => Buffer.of(byte));

export const ways: { readonly [name: string]: Way } = {
  memory: fromMemory,
  file: (image, options) => fromDescriptor(openFile(image), options),
  pipe: (image, options) => fromDescriptor(openPipe(image), options),
  "stream of single bytes": (image, options) =>
    fromStream(Readable.from(singleBytes(image), { objectMode: false }), options),
  "stream of single-byte objects": (image, options) => fromStream(Readable.from(singleBytes(image)), options),
  "stream in one piece": (image, options) =>
    fromStream(Readable.from([Buffer.from(image)], { objectMode: false }), options),
};
