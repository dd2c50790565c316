import { type Family, requireBytes } from "../wire/index.ts";
import { type Families, listFamilies } from "./families.ts";
import type { Frame } from "./frame.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { openingSize, type RecognisedImage, recogniseImage } from "./recognise-image.ts";
import { type ReaderOptions, RecordReader } from "./record-reader.ts";

/**
 * A `RecordReader` that first finds out of which family the image is, and in which byte order. That holds to the end:
 * of images behind one another, others are framed and read as the first.
 *
 *     const reader = new ImageReader([Ckpt, CkptV23]);
 *     for (const frame of [...reader.push(bytes), ...reader.end()]) use(frame, reader.family);
 */
export class ImageReader extends RecordReader {
  readonly #families: Families;
  /** what came before the image could be recognised */
  readonly #start = new GrowingBytes();
  /** how the start matches; undefined until enough of it is there */
  #match: RecognisedImage["match"] | undefined;

  /** `family` is the first of them until there are frames. */
  constructor(families: Families, options: ReaderOptions = {}) {
    super(listFamilies(families)[0] as Family, options);
    this.#families = families;
  }

  /** Whether the image's start says what `family` is, and it is not only assumed; false until there are frames. */
  get recognised(): boolean {
    return this.#match === "all" || this.#match === "most";
  }

  override feed(chunk: Uint8Array): void {
    if (this.#match !== undefined) {
      super.feed(chunk);
      return;
    }
    requireBytes(chunk);
    const size = openingSize(this.#families);
    if (this.#start.size === 0 && chunk.length >= size) this.#open(chunk);
    else {
      this.#start.append(chunk);
      if (this.#start.size >= size) this.#open(this.#start.take());
    }
  }

  override end(): Frame[] {
    if (this.#match === undefined) this.#open(this.#start.take());
    return [...this.drain(), ...super.end()];
  }

  #open(start: Uint8Array): void {
    const { family, match } = recogniseImage(start, this.#families);
    this.#match = match;
    this.turnTo(family);
    super.feed(start);
  }
}

/**
 * The frames of an image that comes in chunks. The next chunk is asked for when the frames of the last one have been
 * taken, so that a slow reader slows the source down; it fits into `pipeline` of `node:stream/promises`:
 *
 *     await pipeline(createReadStream("all.ckpt"), withoutBuffers, createWriteStream("some.ckpt"));
 *
 *     async function* withoutBuffers(chunks: AsyncIterable<Uint8Array>) {
 *       const writer = new RecordWriter(Ckpt);
 *       for await (const frame of readFrames(chunks, Ckpt)) {
 *         if (frame.kind === "record" && frame.type !== CkptHdrType.CKPT_HDR_BUFFER) yield writer.appendEncoded(frame.bytes);
 *       }
 *     }
 */
export async function* readFrames(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  families: Families,
  options: ReaderOptions = {},
): AsyncGenerator<Frame> {
  const reader = new ImageReader(families, options);
  for await (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}
