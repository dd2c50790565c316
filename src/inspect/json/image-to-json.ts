import {
  describeUnframed,
  type Families,
  type Frame,
  ImageReader,
  type PaddingFrame,
  type RecordFrame,
  type StartFrame,
} from "../../image/index.ts";
import { tellingSizeAt } from "../../image/measure.ts";
import { toHex } from "../bytes.ts";
import { asciiJson } from "../escape.ts";
import { type Follower, FollowerTracker } from "../followers.ts";
import { longestLine, mostValues } from "./limits.ts";
import { bytesPerLine, type JsonLine } from "./lines.ts";
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
  #isOpen = false;
  /** padding that is only told of if it turns out not to be what a writer would put there */
  #padding: PaddingFrame | undefined;

  constructor(families: Families) {
    this.#reader = new ImageReader(families, { wholeUpTo: largestWhole });
  }

  /** The lines that `chunk` completes. */
  push(chunk: Uint8Array): string[] {
    return this.#reader.push(chunk).flatMap((frame) => this.#linesOf(frame));
  }

  /** The lines of what is left when no more bytes come. */
  end(): string[] {
    const lines = this.#reader.end().flatMap((frame) => this.#linesOf(frame));
    return [...lines, ...this.#formatLine(), ...this.#paddingLine(true)];
  }

  #linesOf(frame: Frame): string[] {
    const follower = this.#followers.next(this.#reader.family, frame);
    const before = [...this.#formatLine(), ...this.#paddingLine(frame.kind === "tail")];
    switch (frame.kind) {
      case "padding":
        this.#padding = { ...frame, bytes: Uint8Array.from(frame.bytes) };
        return before;
      case "record":
        return [...before, ...this.#recordLines(frame, follower)];
      case "start":
        return [...before, this.#startLine(frame)];
      case "payload":
        return payloadLines(frame);
      case "tail": {
        const reason = describeUnframed(frame.reason);
        return [...before, ...linesOfParts(frame, (offset, tail) => lineOf({ offset, tail, reason }))];
      }
    }
  }

  /** The first line, if it is still to come. */
  #formatLine(): string[] {
    if (this.#isOpen) return [];
    this.#isOpen = true;
    const { name, byteOrder } = this.#reader.family;
    return [lineOf({ format: "bytewright", version: 1, family: name, byteOrder })];
  }

  /** The line of padding that no record follows, or that is not zero. */
  #paddingLine(isLast: boolean): string[] {
    const padding = this.#padding;
    this.#padding = undefined;
    if (padding === undefined || !(isLast || padding.bytes.some((byte) => byte !== 0))) return [];
    return [lineOf({ offset: padding.offset, padding: toHex(padding.bytes) })];
  }

  #recordLines({ type, bytes, offset }: RecordFrame, follower: Follower | undefined): string[] {
    const { family } = this.#reader;
    const line = lineOf(recordLine(family, bytes, offset, follower));
    if (line.length <= longestLine && !hasMoreValues(line)) return [line];
    const telling = tellingSizeAt(family, bytes);
    const start = this.#startLine({ offset, type, size: bytes.length, bytes: bytes.subarray(0, telling) });
    return [start, ...payloadLines({ offset: offset + telling, bytes: bytes.subarray(telling) })];
  }

  #startLine({ offset, type, size, bytes }: Omit<StartFrame, "kind">): string {
    const record = this.#reader.family.codecAt(bytes)?.name ?? "unknown";
    return lineOf({ offset, record, type, len: size, header: toHex(bytes) });
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

function lineOf(line: JsonLine): string {
  return `${asciiJson(line)}\n`;
}

/** Payload lines are most of a large image, and hold nothing that JSON would escape: as text they take half the time. */
function payloadLines(piece: Pick<Frame, "offset" | "bytes">): string[] {
  return linesOfParts(piece, (offset, payload) => `{"offset":${offset},"payload":"${payload}"}\n`);
}

/** The lines of bytes in parts that fit one each; one line of no bytes. */
function linesOfParts(
  { offset, bytes }: Pick<Frame, "offset" | "bytes">,
  toLine: (offset: number, hex: string) => string,
): string[] {
  const lines: string[] = [];
  let at = 0;
  do {
    lines.push(toLine(offset + at, toHex(bytes.subarray(at, at + bytesPerLine))));
    at += bytesPerLine;
  } while (at < bytes.length);
  return lines;
}
