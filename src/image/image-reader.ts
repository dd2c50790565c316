import type { Family } from "../wire/index.ts";
import { type Families, listFamilies } from "./families.ts";
import type { Frame } from "./frame.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { openingSize, recogniseImage } from "./recognise-image.ts";
import { type ReaderOptions, RecordReader } from "./record-reader.ts";

/**
 * A `RecordReader` that first finds out of which family the image is, and in which byte order. That holds to the end:
 * of images behind one another, others are framed and read as the first.
 *
 *     const reader = new ImageReader([Ckpt, CkptV23]);
 *     for (const frame of [...reader.push(bytes), ...reader.end()]) use(frame, reader.family);
 */
export class ImageReader {
  readonly #families: Families;
  readonly #options: ReaderOptions;
  /** what came before the image could be recognised */
  readonly #start = new GrowingBytes();
  #reader: RecordReader | undefined;
  #recognised = false;

  constructor(families: Families, options: ReaderOptions = {}) {
    this.#families = families;
    this.#options = options;
  }

  /** The image's; the first that was given until there are frames. */
  get family(): Family {
    return this.#reader?.family ?? (listFamilies(this.#families)[0] as Family);
  }

  /** Whether the image's start says what `family` is, and it is not only assumed; false until there are frames. */
  get recognised(): boolean {
    return this.#recognised;
  }

  /** The frames that `chunk` completes. */
  push(chunk: Uint8Array): Frame[] {
    if (this.#reader !== undefined) return this.#reader.push(chunk);
    const size = openingSize(this.#families);
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
    const { family, fit } = recogniseImage(start, this.#families);
    this.#recognised = fit !== "none";
    this.#reader = new RecordReader(family, this.#options);
    return this.#reader.push(start);
  }
}
