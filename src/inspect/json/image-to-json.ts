import { describeUnframed, type Frame, type PaddingFrame, type StartFrame } from "../../image/frame.ts";
import { type Families, ImageReader } from "../../image/index.ts";
import { tellingSizeAt } from "../../image/measure.ts";
import type { Family } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { asciiJson } from "../escape.ts";
import { FollowerTracker } from "../followers.ts";
import { recordLine } from "./line-records.ts";
import { bytesPerLine, type JsonLine } from "./lines.ts";
import { longestLine } from "./parse-line.ts";

/** Bytes of a record that is one line: as JSON it takes a hundred times as much memory. */
const largestWhole = 2 ** 18;

/**
 * Makes JSON Lines of an image, whatever its bytes, in constant memory. Each line ends in a newline and is ASCII.
 *
 *     const toJson = new ImageToJson([Ckpt, CkptV23]);
 *     for (const chunk of chunks) output.write(toJson.push(chunk).join(""));
 *     output.write(toJson.end().join(""));
 */
export class ImageToJson {
  readonly #reader: ImageReader;
  readonly #followers = new FollowerTracker();
  #isOpen = false;
  /** padding that is only told of if it turns out not to be what a writer would put there */
  #padding: PaddingFrame | undefined;

  constructor(families: Families) {
    this.#reader = new ImageReader(families, { wholeUpTo: largestWhole });
  }

  /** The lines that `chunk` completes. */
  push(chunk: Uint8Array): string[] {
    return [...this.#linesOf(this.#reader.push(chunk), false)];
  }

  /** The lines of what is left when no more bytes come. */
  end(): string[] {
    return [...this.#linesOf(this.#reader.end(), true)];
  }

  *#linesOf(frames: readonly Frame[], isEnd: boolean): Generator<string> {
    const { name, byteOrder } = this.#reader.family;
    if (!this.#isOpen && (isEnd || frames.length > 0)) {
      this.#isOpen = true;
      yield lineOf({ format: "bytewright", version: 1, family: name, byteOrder });
    }
    for (const frame of frames) {
      yield* this.#paddingLines(frame.kind === "tail");
      yield* this.#frameLines(frame);
    }
    if (isEnd) yield* this.#paddingLines(true);
  }

  /** A line of padding that no record follows, or that is not zero. */
  *#paddingLines(isLast: boolean): Generator<string> {
    const padding = this.#padding;
    this.#padding = undefined;
    if (padding === undefined || !(isLast || padding.bytes.some((byte) => byte !== 0))) return;
    yield lineOf({ offset: padding.offset, padding: toHex(padding.bytes) });
  }

  *#frameLines(frame: Frame): Generator<string> {
    const { family } = this.#reader;
    const { kind, offset, bytes } = frame;
    const follower = this.#followers.next(family, frame);
    if (kind === "padding") this.#padding = { ...frame, bytes: Uint8Array.from(bytes) };
    if (kind === "record") {
      const line = lineOf(recordLine({ family, bytes, follower }, offset));
      if (line.length <= longestLine) yield line;
      else yield* startLines(family, { ...frame, size: bytes.length }, tellingSizeAt(family, bytes));
    }
    if (kind === "start") yield* startLines(family, frame, bytes.length);
    if (kind === "payload") yield* payloadLines(offset, bytes);
    if (kind === "tail") {
      const reason = describeUnframed(frame.reason);
      for (const [at, tail] of slices(offset, bytes)) yield lineOf({ offset: at, tail, reason });
    }
  }
}

/** The lines of a record that is too large for one; the first `telling` bytes tell which it is. */
function* startLines(
  family: Family,
  { offset, type, size, bytes }: Omit<StartFrame, "kind">,
  telling: number,
): Generator<string> {
  const record = family.codecAt(bytes)?.name ?? "unknown";
  yield lineOf({ offset, record, type, len: size, header: toHex(bytes.subarray(0, telling)) });
  if (telling < bytes.length) yield* payloadLines(offset + telling, bytes.subarray(telling));
}

/** The lines of an image in memory, as one text. */
export function imageToJson(bytes: Uint8Array, families: Families): string {
  const toJson = new ImageToJson(families);
  return [...toJson.push(bytes), ...toJson.end()].join("");
}

function lineOf(line: JsonLine): string {
  return `${asciiJson(line)}\n`;
}

/** Payload lines are most of a large image, and hold nothing that JSON would escape: as text they take half the time. */
function* payloadLines(from: number, bytes: Uint8Array): Generator<string> {
  for (const [offset, payload] of slices(from, bytes)) yield `{"offset":${offset},"payload":"${payload}"}\n`;
}

/** Bytes in parts that fit a line, each with its offset; one empty part of no bytes. */
function* slices(offset: number, bytes: Uint8Array): Generator<[number, string]> {
  let at = 0;
  do {
    yield [offset + at, toHex(bytes.subarray(at, at + bytesPerLine))];
    at += bytesPerLine;
  } while (at < bytes.length);
}
