import {
  describeUnframed,
  type Families,
  type Frame,
  ImageReader,
  type StartFrame,
  typeAt,
} from "../../image/index.ts";
import { tellingSizeAt } from "../../image/measure.ts";
import { toHex } from "../bytes.ts";
import { asciiJson } from "../escape.ts";
import { type Follower, FollowerTracker } from "../followers.ts";
import { longestLine, mostValues } from "./limits.ts";
import { bytesPerLine, type JsonLine, type StartLine } from "./lines.ts";
import { recordLine } from "./record-line.ts";

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
  #opened = false;
  /** padding that is only told of if it turns out not to be what a writer would put there */
  #padding: (Frame & { kind: "padding" }) | undefined;

  constructor(families: Families) {
    this.#reader = new ImageReader(families, { wholeUpTo: largestWhole });
  }

  /** The lines that `chunk` completes. */
  push(chunk: Uint8Array): string[] {
    return this.#write(this.#reader.push(chunk));
  }

  /** The lines of what is left when no more bytes come. */
  end(): string[] {
    const lines = this.#write(this.#reader.end());
    this.#open(lines);
    this.#writePadding(lines);
    return lines;
  }

  #write(frames: readonly Frame[]): string[] {
    const lines: string[] = [];
    for (const frame of frames) {
      this.#open(lines);
      this.#writeFrame(frame, lines);
    }
    return lines;
  }

  #open(lines: string[]): void {
    if (this.#opened) return;
    const { name, byteOrder } = this.#reader.family;
    add(lines, { format: "bytewright", version: 1, family: name, byteOrder });
    this.#opened = true;
  }

  #writeFrame(frame: Frame, lines: string[]): void {
    const follower = this.#followers.next(this.#reader.family, frame);
    switch (frame.kind) {
      case "padding":
        this.#padding = { ...frame, bytes: Uint8Array.from(frame.bytes) };
        return;
      case "record":
        this.#dropZeroPadding();
        this.#writePadding(lines);
        this.#writeRecord(frame.bytes, frame.offset, follower, lines);
        return;
      case "start":
        this.#dropZeroPadding();
        this.#writePadding(lines);
        add(lines, this.#startLine(frame));
        return;
      case "payload":
        addPayload(lines, frame);
        return;
      case "tail": {
        this.#writePadding(lines);
        const reason = describeUnframed(frame.reason);
        for (const [offset, tail] of slices(frame)) add(lines, { offset, tail, reason });
        return;
      }
    }
  }

  #writeRecord(bytes: Uint8Array, offset: number, follower: Follower | undefined, lines: string[]): void {
    const { family } = this.#reader;
    const line = `${asciiJson(recordLine(family, bytes, offset, follower))}\n`;
    if (line.length <= longestLine && !hasMoreValues(line)) {
      lines.push(line);
      return;
    }
    const telling = tellingSizeAt(family, bytes);
    const start = bytes.subarray(0, telling);
    add(lines, this.#startLine({ offset, type: typeAt(family, bytes), size: bytes.length, bytes: start }));
    const rest = { offset: offset + telling, bytes: bytes.subarray(telling) };
    addPayload(lines, rest);
  }

  #startLine({ offset, type, size, bytes }: Omit<StartFrame, "kind">): StartLine {
    const record = this.#reader.family.codecAt(bytes)?.name ?? "unknown";
    return { offset, record, type, len: size, header: toHex(bytes) };
  }

  #dropZeroPadding(): void {
    if (this.#padding?.bytes.every((byte) => byte === 0)) this.#padding = undefined;
  }

  #writePadding(lines: string[]): void {
    if (this.#padding === undefined) return;
    add(lines, { offset: this.#padding.offset, padding: toHex(this.#padding.bytes) });
    this.#padding = undefined;
  }
}

/** The lines of an image in memory, as one text. */
export function imageToJson(bytes: Uint8Array, families: Families): string {
  const toJson = new ImageToJson(families);
  return [...toJson.push(bytes), ...toJson.end()].join("");
}

/** Whether there are more values in a line than a reader takes; marks inside of strings count as well. */
function hasMoreValues(line: string): boolean {
  return line.length > mostValues && (line.match(/[{[,]/g)?.length ?? 0) > mostValues;
}

function add(lines: string[], line: JsonLine): void {
  lines.push(`${asciiJson(line)}\n`);
}

/** Payload lines are most of a large image, and hold nothing that JSON would escape: as text they take half the time. */
function addPayload(lines: string[], bytes: { offset: number; bytes: Uint8Array }): void {
  for (const [offset, payload] of slices(bytes)) lines.push(`{"offset":${offset},"payload":"${payload}"}\n`);
}

/** Bytes in parts that fit a line, each with its offset; one empty part of no bytes. */
function* slices({ offset, bytes }: { offset: number; bytes: Uint8Array }): Generator<[number, string]> {
  let at = 0;
  do {
    yield [offset + at, toHex(bytes.subarray(at, at + bytesPerLine))];
    at += bytesPerLine;
  } while (at < bytes.length);
}
