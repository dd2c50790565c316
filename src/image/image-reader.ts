import { type Family, requireBytes } from "../wire/index.ts";
import { type Families, listFamilies } from "./families.ts";
import type { Frame } from "./frame.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { openingSize, recogniseImage } from "./recognise-image.ts";
import { type ReaderOptions, RecordReader } from "./record-reader.ts";

const nothing = new Uint8Array(0);

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
    const frames: Frame[] = [];
    this.feed(chunk);
    for (let frame = this.next(); frame !== undefined; frame = this.next()) frames.push(frame);
    return frames;
  }

  /** As `push`, for who asks for one frame after another; `next` must have given undefined before. */
  feed(chunk: Uint8Array): void {
    requireBytes(chunk);
    if (this.#reader !== undefined) {
      this.#reader.feed(chunk);
      return;
    }
    const size = openingSize(this.#families);
    if (this.#start.size === 0 && chunk.length >= size) this.#open(chunk);
    else {
      this.#start.append(chunk);
      if (this.#start.size >= size) this.#open(this.#start.take());
    }
  }

  /** The next frame of what has been fed, undefined if that does not complete one. */
  next(): Frame | undefined {
    return this.#reader?.next();
  }

  /** See `RecordReader.ahead`. */
  get ahead(): Uint8Array {
    return this.#reader?.ahead ?? nothing;
  }

  /** See `RecordReader.skip`. */
  skip(size: number): void {
    this.#reader?.skip(size);
  }

  /** The frames of what is left when no more bytes come. */
  end(): Frame[] {
    const reader = this.#reader ?? this.#open(this.#start.take());
    const frames: Frame[] = [];
    for (let frame = reader.next(); frame !== undefined; frame = reader.next()) frames.push(frame);
    return [...frames, ...reader.end()];
  }

  #open(start: Uint8Array): RecordReader {
    const { family, fit } = recogniseImage(start, this.#families);
    this.#recognised = fit !== "none";
    this.#reader = new RecordReader(family, this.#options);
    this.#reader.feed(start);
    return this.#reader;
  }
}
