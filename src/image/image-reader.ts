import type { Family } from "../wire/index.ts";
import { detectByteOrder, openingSize } from "./byte-order.ts";
import type { Frame } from "./frame.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { type ReaderOptions, RecordReader } from "./record-reader.ts";

/**
 * A `RecordReader` that finds out the image's byte order first.
 *
 *     const reader = new ImageReader(Ckpt);
 *     for (const frame of [...reader.push(bytes), ...reader.end()]) use(frame, reader.family);
 */
export class ImageReader {
  readonly #given: Family;
  readonly #options: ReaderOptions;
  /** what came before the byte order could be told */
  readonly #start = new GrowingBytes();
  #reader: RecordReader | undefined;
  #orderTold = false;

  constructor(family: Family, options: ReaderOptions = {}) {
    this.#given = family;
    this.#options = options;
  }

  /** In the image's byte order; as it was given until there are frames. */
  get family(): Family {
    return this.#reader?.family ?? this.#given;
  }

  /** Whether the image says its byte order; false until there are frames. */
  get orderTold(): boolean {
    return this.#orderTold;
  }

  /** The frames that `chunk` completes. */
  push(chunk: Uint8Array): Frame[] {
    if (this.#reader !== undefined) return this.#reader.push(chunk);
    const size = openingSize(this.#given);
    if (this.#start.size === 0 && chunk.length >= size) return this.#open(chunk);
    this.#start.append(chunk);
    return this.#start.size >= size ? this.#open(this.#start.take()) : [];
  }

  /** The frames of what is left when no more bytes come. */
  end(): Frame[] {
    if (this.#reader !== undefined) return this.#reader.end();
    const frames = this.#open(this.#start.take());
    return [...frames, ...this.end()];
  }

  #open(start: Uint8Array): Frame[] {
    const { family, told } = detectByteOrder(start, this.#given);
    this.#orderTold = told;
    this.#reader = new RecordReader(family, this.#options);
    return this.#reader.push(start);
  }
}
