import { fstatSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { readChunks } from "../../files/transfer.ts";
import { type Families, type Frame, ImageReader } from "../../image/index.ts";
import { Failure } from "../program/failure.ts";
import { readingFrom } from "../program/input.ts";
import { refuseOwnOutput } from "../program/output.ts";
import { stdin } from "../program/terminal.ts";
import type { FamiliesOf } from "./bound.ts";

/** The part of a file that is an image. */
export interface Range {
  readonly offset: number;
  /** records; all that there are, if it is not said */
  readonly count?: number;
}

/** Adds the options that say which part of a file is read. */
export function addRange(command: Command): Command {
  return command
    .option("--offset <n>", "where in the file the first record stands, in bytes: 512 or 0x200", parseWhole, 0)
    .option("--count <n>", "how many records are read (default: all that there are)", parseCount);
}

function parseWhole(text: string): number {
  const number = /^(?:\d+|0[xX][\da-fA-F]+)$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("it is a whole number, 0 or more.");
  return number;
}

function parseCount(text: string): number {
  const count = parseWhole(text);
  if (count === 0) throw new InvalidArgumentError("there is nothing to read then.");
  return count;
}

/** An image that is being read. */
export interface ImageInput {
  readonly file: string;
  /** what it may be */
  readonly families: Families;
  /** where in its file it starts */
  readonly offset: number;
  /** each chunk is gone when the next is asked for */
  readonly chunks: Iterable<Uint8Array>;
}

/** As `readingFrom`, for an image; `writesAlong` says whether `run` writes to standard output while it reads. */
export async function readingImage<T>(
  file: string,
  { offset, count }: Range,
  familiesOf: FamiliesOf,
  run: (image: ImageInput) => T,
  writesAlong = false,
): Promise<T> {
  return readingFrom(file, async (fd) => {
    if (writesAlong) refuseOwnOutput(file, fd);
    const chunks = readFrom(fd, offset, file, (from) => readChunks(fd, from));
    const first = chunks.next();
    const start = first.done ? [] : [first.value];
    const families = await familiesOf(...start);
    const all = inParts(start, chunks);
    return run({ file, families, offset, chunks: count === undefined ? all : firstRecords(all, families, count) });
  });
}

/** Bytes that are given at once; what is made of small records takes twenty times as much memory. */
const atOnce = 8 * 1024;

function* inParts(first: Iterable<Uint8Array>, rest: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const chunks of [first, rest]) {
    for (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += atOnce) yield chunk.subarray(at, at + atOnce);
    }
  }
}

/** What is in a file from an offset on, which `read` reads. Only a file can be read from any place on. */
export function* readFrom(
  fd: number,
  offset: number,
  file: string,
  read: (from?: number) => Iterable<Uint8Array>,
): Generator<Uint8Array> {
  const stat = fstatSync(fd);
  if (offset > 0 && fd !== stdin && (stat.isBlockDevice() || stat.size > offset)) return yield* read(offset);
  let left = offset;
  for (const chunk of read()) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
  if (left > 0) throw new Failure(`${file}: ends after ${offset - left} bytes, before the offset ${offset}`);
}

/** The bytes up to the end of so many records; all, where there are fewer. */
export function* firstRecords(chunks: Iterable<Uint8Array>, families: Families, count: number): Generator<Uint8Array> {
  let [records, end] = [0, 0];
  for (const frame of framesOf(chunks, new ImageReader(families, { wholeUpTo: 0 }))) {
    if (frame.kind === "start" || frame.kind === "record") {
      records++;
      end = frame.offset + (frame.kind === "start" ? frame.size : frame.bytes.length);
    }
    yield frame.bytes;
    if (records === count && frame.offset + frame.bytes.length === end) return;
  }
}

/** The frames of an image that comes in chunks. */
export function* framesOf(chunks: Iterable<Uint8Array>, reader: ImageReader): Generator<Frame> {
  for (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}
