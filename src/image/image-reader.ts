import { type Family, type RecordType, requireBytes } from "../wire/index.ts";
import { type Families, listFamilies } from "./families.ts";
import type { Frame, Unframed } from "./frame.ts";
import { Gather } from "./growing-bytes.ts";
import { measureRecord, paddingAt, tellingSizeAt, toldSize, typeAt } from "./measure.ts";
import { preambleOf } from "./preamble.ts";
import { openingSize, type RecognisedImage, recogniseImage } from "./recognise-image.ts";

/** How a reader hands out records. */
export interface ReaderOptions {
  /**
   * Records of up to this many bytes are given whole, larger ones in pieces; may depend on their type. Default 1 MiB,
   * or the family's `maxRecordSize` where that is less. It is also the most memory that a reader takes, but for records
   * of families without lengths, whose parts are looked through to find their end: up to 16 MiB, or this if it is more.
   */
  readonly wholeUpTo?: number | ((type: RecordType | undefined) => number);
  /** where the image starts in what it is part of; offsets count from there on. Default 0. */
  readonly offset?: number;
  /** whether the image is of the family that is given, in its byte order, whatever its start says. Default no. */
  readonly asGiven?: boolean;
}

const defaultWholeUpTo = 2 ** 20;
/** Bytes of a record that are held to find its end. */
const mostHeld = 2 ** 24;
const nothing = new Uint8Array(0);

/**
 * Cuts an image into frames, whatever its bytes. It does no input itself: push chunks of any size as they come. First it
 * finds out of which family the image is, and in which byte order. That holds to the end: of images behind one another,
 * others are framed and read as the first.
 *
 *     const reader = new ImageReader([Ckpt, CkptV23]);
 *     for (const chunk of chunks) for (const frame of reader.push(chunk)) use(frame, reader.family);
 *     for (const frame of reader.end()) use(frame, reader.family);
 *
 * Framing goes by the header alone; what is inside a record is for its codec to judge.
 */
export class ImageReader {
  readonly #families: Families;
  #family: Family;
  /** how the start matches; undefined until enough of it is there */
  #match: RecognisedImage["match"] | undefined;
  readonly #wholeUpTo: ReaderOptions["wholeUpTo"];
  readonly #input = new Gather();
  #step: () => Frame | undefined;
  readonly #start: number;
  /** where the next frame starts */
  #offset: number;
  /** the last record that was too large to be given whole */
  #large = { offset: 0, size: 0 };
  /** why what is left is no record */
  #unframed: Unframed | undefined;

  constructor(families: Families, { wholeUpTo, offset = 0, asGiven = false }: ReaderOptions = {}) {
    this.#families = families;
    this.#family = listFamilies(families)[0] as Family;
    this.#step = asGiven ? this.#firstStep : this.#recognise;
    this.#wholeUpTo = wholeUpTo;
    this.#start = offset;
    this.#offset = offset;
  }

  /** The first of those that are given until there are frames. */
  get family(): Family {
    return this.#family;
  }

  /** Whether the image's start says what `family` is, and it is not only assumed; false until there are frames. */
  get recognised(): boolean {
    return this.#match === "all" || this.#match === "most";
  }

  /** Where the next frame starts. */
  get offset(): number {
    return this.#offset;
  }

  /** The frames that `chunk` completes. What is left of it is copied. */
  push(chunk: Uint8Array): Frame[] {
    this.feed(chunk);
    return this.#drain();
  }

  #drain(): Frame[] {
    const frames: Frame[] = [];
    for (let frame = this.next(); frame !== undefined; frame = this.next()) frames.push(frame);
    return frames;
  }

  /** As `push`, for who asks for one frame after another; `next` must have given undefined before. */
  feed(chunk: Uint8Array): void {
    requireBytes(chunk);
    this.#input.feed(chunk);
  }

  /** The next frame of what has been fed, undefined if that does not complete one. */
  next(): Frame | undefined {
    return this.#step();
  }

  /** What has been fed from the next record's start on; empty in the middle of a record. */
  get ahead(): Uint8Array {
    return this.#step === this.#readRecord && this.#padding === 0 ? this.#input.ahead : nothing;
  }

  /** Passes over records, of `size` bytes altogether, that have been found to be whole in what is ahead. */
  skip(size: number): void {
    this.#take(size);
  }

  /** The frames of what is left when no more bytes come. */
  end(): Frame[] {
    if (this.#step === this.#recognise) {
      const start = this.#input.take(Number.MAX_SAFE_INTEGER);
      this.#input.feed(start);
      this.#open(start);
      return [...this.#drain(), ...this.end()];
    }
    const offset = this.#offset;
    const bytes = this.#input.take(Number.MAX_SAFE_INTEGER);
    if (this.#step === this.#readPayload) {
      const large = this.#large;
      const found = offset - large.offset;
      const reason: Unframed = { code: "record-cut", offset: large.offset, found, expected: large.size };
      return [{ kind: "tail", offset, bytes, reason }];
    }
    if (bytes.length === 0) return [];
    if (this.#step === this.#readPreamble) {
      return [{ kind: "tail", offset, bytes, reason: preambleOf(this.family, bytes, offset) as Unframed }];
    }
    if (this.#padding > 0) return [{ kind: "padding", offset, bytes }];
    const size = measureRecord(this.family, bytes, 0, offset);
    if (typeof size === "object") return [{ kind: "tail", offset, bytes, reason: size }];
    const record: Frame = { kind: "record", offset, type: undefined, bytes: bytes.subarray(0, size) };
    if (size === bytes.length) return [record];
    const reason: Unframed = { code: "size-unknown", offset: offset + size, found: "", expected: 0 };
    return [record, { kind: "tail", offset: offset + size, bytes: bytes.subarray(size), reason }];
  }

  /** Bytes between here and where a record may start. */
  get #padding(): number {
    return paddingAt(this.#offset - this.#start, this.#family.framing.align);
  }

  /** At most the next `size` bytes, and where they stand. */
  #take(size: number): { readonly offset: number; readonly bytes: Uint8Array } {
    const offset = this.#offset;
    const bytes = this.#input.take(size);
    this.#offset += bytes.length;
    return { offset, bytes };
  }

  get #firstStep(): () => Frame | undefined {
    return this.#family.preamble === undefined ? this.#readRecord : this.#readPreamble;
  }

  #recognise(): Frame | undefined {
    const start = this.#input.peek(openingSize(this.#families));
    if (start === undefined) return undefined;
    this.#open(start);
    return this.next();
  }

  #open(start: Uint8Array): void {
    const { family, match } = recogniseImage(start, this.#families);
    this.#family = family;
    this.#match = match;
    this.#step = this.#firstStep;
  }

  #readPreamble(): Frame | undefined {
    let start = this.#input.peek(0);
    let told = start && preambleOf(this.family, start);
    while (told !== undefined && "code" in told) {
      start = this.#input.peek(told.expected);
      told = start && preambleOf(this.family, start);
    }
    if (told === undefined) return undefined;
    this.#step = this.#readRecord;
    return { kind: "preamble", ...this.#take(told.layout.size), codec: told };
  }

  #readRecord(): Frame | undefined {
    const { family, offset } = this;
    const padding = this.#padding;
    if (padding > 0) return this.#input.peek(padding) && { kind: "padding", ...this.#take(padding) };
    // Where nothing is left there is no record, not even of a family without header.
    let start = this.#input.peek(Math.max(1, family.framing.headerSize));
    let size = start && toldSize(family, start, 0, offset);
    while (start !== undefined && typeof size === "object") {
      const most = Math.max(
        Math.min(mostHeld, family.framing.maxRecordSize),
        this.#largestWhole(typeAt(family, start)),
      );
      const isOpen = size.code === "size-unknown" && family.framing.toEnd;
      if (size.code !== "record-cut" && !isOpen) break;
      const expected = isOpen ? most + 1 : size.expected;
      // Nothing is held of a record that says itself that it is too large.
      if (isOpen || expected <= most) start = this.#input.peek(expected);
      if (expected > most) {
        size = { code: "too-large", offset, found: expected, expected: most };
        break;
      }
      size = start && toldSize(family, start, 0, offset);
    }
    if (start === undefined || size === undefined) return undefined;
    if (typeof size !== "number") {
      this.#unframed = size;
      this.#step = this.#readTail;
      return this.#readTail();
    }
    const type = typeAt(family, start);
    const isWhole = size <= this.#largestWhole(type);
    const taken = isWhole ? size : Math.min(size, tellingSizeAt(family, start));
    if (this.#input.peek(taken) === undefined) return undefined;
    const { bytes } = this.#take(taken);
    if (taken < size) this.#step = this.#readPayload;
    if (isWhole) return { kind: "record", offset, type, bytes };
    this.#large = { offset, size };
    return { kind: "start", offset, type, size, bytes };
  }

  #largestWhole(type: RecordType | undefined): number {
    const wholeUpTo = this.#wholeUpTo ?? Math.min(defaultWholeUpTo, this.family.framing.maxRecordSize);
    return typeof wholeUpTo === "function" ? wholeUpTo(type) : wholeUpTo;
  }

  #readPayload(): Frame | undefined {
    const end = this.#large.offset + this.#large.size;
    const piece = this.#take(end - this.#offset);
    if (this.#offset === end) this.#step = this.#readRecord;
    return piece.bytes.length === 0 ? undefined : { kind: "payload", ...piece };
  }

  #readTail(): Frame | undefined {
    const piece = this.#take(Number.MAX_SAFE_INTEGER);
    return piece.bytes.length === 0 ? undefined : { kind: "tail", ...piece, reason: this.#unframed as Unframed };
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
