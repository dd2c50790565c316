import { describeUnframed, type Frame, type PaddingFrame, type StartFrame } from "../../image/frame.ts";
import { type Families, ImageReader, type ReaderOptions } from "../../image/index.ts";
import { tellingSizeAt } from "../../image/measure.ts";
import { toHex } from "../bytes.ts";
import { asciiJson } from "../escape.ts";
import { FollowerTracker } from "../followers.ts";
import { preambleLine, recordLine, typeToJson } from "./line-records.ts";
import { bytesPerLine, type JsonLine, largestLined } from "./lines.ts";
import { longestLine } from "./parse-line.ts";

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

  constructor(families: Families, options: Pick<ReaderOptions, "offset"> = {}) {
    this.#reader = new ImageReader(families, { ...options, wholeUpTo: largestLined });
  }

  /** The lines that `chunk` completes. */
  push(chunk: Uint8Array): string[] {
    return this.#linesOf(this.#reader.push(chunk));
  }

  /** The lines of what is left when no more bytes come. */
  end(): string[] {
    const lines = this.#linesOf(this.#reader.end());
    this.#addFormat(lines);
    this.#addPadding(lines, true);
    return lines;
  }

  #linesOf(frames: readonly Frame[]): string[] {
    const lines: string[] = [];
    for (const frame of frames) {
      this.#addFormat(lines);
      this.#addPadding(lines, frame.kind === "tail");
      this.#addFrame(lines, frame);
    }
    return lines;
  }

  /** The first line, if it is still to come. */
  #addFormat(lines: string[]): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const { name, byteOrder } = this.#reader.family;
    lines.push(lineOf({ format: "bytewright", version: 1, family: name, byteOrder }));
  }

  /** A line of padding that no record follows, or that is not zero. */
  #addPadding(lines: string[], isLast: boolean): void {
    const padding = this.#padding;
    this.#padding = undefined;
    if (padding === undefined || !(isLast || padding.bytes.some((byte) => byte !== 0))) return;
    lines.push(lineOf({ offset: padding.offset, padding: toHex(padding.bytes) }));
  }

  #addFrame(lines: string[], frame: Frame): void {
    const { family } = this.#reader;
    const follower = this.#followers.next(family, frame);
    switch (frame.kind) {
      case "padding":
        this.#padding = { ...frame, bytes: Uint8Array.from(frame.bytes) };
        return;
      case "preamble":
        lines.push(lineOf(preambleLine(frame.codec, frame.bytes, frame.offset)));
        return;
      case "record": {
        const line = lineOf(recordLine({ family, bytes: frame.bytes, follower }, frame.offset));
        if (line.length <= longestLine) lines.push(line);
        else this.#addStart(lines, { ...frame, size: frame.bytes.length }, tellingSizeAt(family, frame.bytes));
        return;
      }
      case "start":
        this.#addStart(lines, frame, frame.bytes.length);
        return;
      case "payload":
        addPayload(lines, frame.offset, frame.bytes);
        return;
      case "tail": {
        const reason = describeUnframed(frame.reason);
        for (const [offset, tail] of slices(frame.offset, frame.bytes)) lines.push(lineOf({ offset, tail, reason }));
        return;
      }
    }
  }

  /** The lines of a record that is too large for one; the first `telling` bytes tell which it is. */
  #addStart(lines: string[], { offset, type, size, bytes }: Omit<StartFrame, "kind">, telling: number): void {
    const record = this.#reader.family.codecAt(bytes)?.name ?? "unknown";
    lines.push(
      lineOf({ offset, record, type: typeToJson(type), len: size, header: toHex(bytes.subarray(0, telling)) }),
    );
    if (telling < bytes.length) addPayload(lines, offset + telling, bytes.subarray(telling));
  }
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
function addPayload(lines: string[], from: number, bytes: Uint8Array): void {
  for (const [offset, payload] of slices(from, bytes)) lines.push(`{"offset":${offset},"payload":"${payload}"}\n`);
}

/** Bytes in parts that fit a line, each with its offset; one empty part of no bytes. */
function* slices(offset: number, bytes: Uint8Array): Generator<[number, string]> {
  let at = 0;
  do {
    yield [offset + at, toHex(bytes.subarray(at, at + bytesPerLine))];
    at += bytesPerLine;
  } while (at < bytes.length);
}
