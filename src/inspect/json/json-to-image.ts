import { GrowingBytes } from "../../image/growing-bytes.ts";
import type { Families } from "../../image/index.ts";
import { BytewrightError, requireBytes } from "../../wire/index.ts";
import { invalid, refusedAt } from "./invalid-json.ts";
import { LineEncoder } from "./line-encoder.ts";
import { longestLine, parseLine } from "./parse-line.ts";

const newline = 0x0a;

/**
 * Makes an image of JSON Lines as `ImageToJson` writes them, perhaps edited since, in constant memory.
 *
 *     const toImage = new JsonToImage([Ckpt, CkptV23]);
 *     for (const chunk of chunks) for (const bytes of toImage.push(chunk)) output.write(bytes);
 *     for (const bytes of toImage.end()) output.write(bytes);
 *
 * Fields that were edited are encoded anew, and the record's length follows. A record that has `raw` is those bytes;
 * its fields must be what they show, or be left out. The byte order in the first line may be changed: fields are then
 * encoded in that one. Bytes that make up a record (`raw`, `bytes`, `header`) are refused there: nothing tells what in
 * them to turn around. A line has at most 640 KiB and 100 levels of objects and lists, as `ImageToJson` writes it.
 */
export class JsonToImage {
  /** the line that is not complete */
  readonly #held = new GrowingBytes();
  readonly #encoder: LineEncoder;
  /** the line that comes next, counted from 1 */
  #number = 1;

  /** `families` are those that the first line can name. */
  constructor(families: Families) {
    this.#encoder = new LineEncoder(families);
  }

  /**
   * The bytes of the lines that `chunk` completes.
   * @throws BytewrightError that tells the line
   */
  push(chunk: Uint8Array): Uint8Array[] {
    requireBytes(chunk, "JSON");
    return this.#encode(this.#linesOf(chunk), false);
  }

  /**
   * The bytes of what is left when no more lines come.
   * @throws BytewrightError that tells the line
   */
  end(): Uint8Array[] {
    return this.#encode([this.#held.take()], true);
  }

  /** The lines that `chunk` completes, without their newlines. */
  *#linesOf(chunk: Uint8Array): Generator<Uint8Array> {
    let at = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, at)) {
      this.#hold(chunk.subarray(at, end));
      yield this.#held.take();
      at = end + 1;
    }
    this.#hold(chunk.subarray(at));
  }

  #hold(part: Uint8Array): void {
    if (this.#held.size + part.length > longestLine) {
      throw invalid("the line", `over ${longestLine} bytes`, longestLine, "too-large");
    }
    this.#held.append(part);
  }

  /** Says of what goes wrong in which line it was. */
  #encode(lines: Iterable<Uint8Array>, isEnd: boolean): Uint8Array[] {
    const parts: Uint8Array[] = [];
    try {
      for (const line of lines) {
        const json = parseLine(line);
        if (json !== undefined) parts.push(this.#encoder.encode(json, this.#number));
        if (!isEnd) this.#number++;
      }
      if (isEnd) this.#encoder.end();
    } catch (error) {
      if (!(error instanceof BytewrightError)) throw error;
      const line = `line ${this.#number}`;
      throw refusedAt(error.record === "" ? line : `${line}: ${error.record}`, error);
    }
    return parts;
  }
}

/**
 * The image that the lines in `text` are, in memory.
 * @throws BytewrightError that tells the line
 */
export function jsonToImage(text: string, families: Families): Uint8Array {
  const toImage = new JsonToImage(families);
  const image = new GrowingBytes();
  for (const part of toImage.push(new TextEncoder().encode(text))) image.append(part);
  for (const part of toImage.end()) image.append(part);
  return image.take().slice();
}
