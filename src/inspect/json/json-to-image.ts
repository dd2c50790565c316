import { GrowingBytes } from "../../image/growing-bytes.ts";
import type { Families } from "../../image/index.ts";
import { InvalidJson, type JsonLimits, JsonLineError } from "./invalid-json.ts";
import { checkLimits, longestLine } from "./limits.ts";
import { LineEncoder } from "./line-encoder.ts";
import { LineSplitter } from "./line-splitter.ts";

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
 * them to turn around. Lines are limited in bytes, depth and values; what `ImageToJson` writes is within the defaults.
 */
export class JsonToImage {
  readonly #limits: JsonLimits;
  readonly #splitter: LineSplitter;
  readonly #encoder: LineEncoder;
  /** the line that comes next, counted from 1 */
  #number = 1;

  /** `families` are those that the first line can name. */
  constructor(families: Families, limits: JsonLimits = {}) {
    this.#limits = limits;
    this.#splitter = new LineSplitter(limits.maxLineBytes ?? longestLine);
    this.#encoder = new LineEncoder(families);
  }

  /**
   * The bytes of the lines that `chunk` completes.
   * @throws JsonLineError
   */
  push(chunk: Uint8Array): Uint8Array[] {
    return this.#encode(this.#splitter.push(chunk), false);
  }

  /**
   * The bytes of what is left when no more lines come.
   * @throws JsonLineError
   */
  end(): Uint8Array[] {
    return this.#encode([this.#splitter.end()], true);
  }

  /** Says of what goes wrong in which line it was. */
  #encode(lines: Iterable<Uint8Array>, isEnd: boolean): Uint8Array[] {
    const parts: Uint8Array[] = [];
    try {
      for (const line of lines) {
        const json = parseLine(line, this.#limits);
        if (json !== undefined) parts.push(this.#encoder.encode(json, this.#number));
        if (!isEnd) this.#number++;
      }
      if (isEnd) this.#encoder.end();
    } catch (error) {
      throw error instanceof InvalidJson ? new JsonLineError(this.#number, error) : error;
    }
    return parts;
  }
}

/**
 * The image that the lines in `text` are, in memory.
 * @throws JsonLineError
 */
export function jsonToImage(text: string, families: Families, limits: JsonLimits = {}): Uint8Array {
  const toImage = new JsonToImage(families, limits);
  const image = new GrowingBytes();
  for (const part of toImage.push(new TextEncoder().encode(text))) image.append(part);
  for (const part of toImage.end()) image.append(part);
  return image.take();
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The JSON in a line, undefined if it is blank. */
function parseLine(line: Uint8Array, limits: JsonLimits): unknown {
  const text = orSyntax(() => utf8.decode(line), "found bytes that are not UTF-8, expected JSON");
  if (text.trim() === "") return undefined;
  const duplicate = checkLimits(text, limits);
  const json = orSyntax(
    () => JSON.parse(text) as unknown,
    "found text that is not JSON, expected one JSON object in the line",
  );
  if (duplicate !== undefined) throw duplicate;
  return json;
}

/** What a line is read as; if it cannot be, `problem` is what is wrong with it. */
function orSyntax<T>(read: () => T, problem: string): T {
  try {
    return read();
  } catch {
    throw new InvalidJson("syntax", "", problem);
  }
}
