import { type Family, requireBytes } from "../wire/index.ts";
import type { Frame, Unframed } from "./frame.ts";
import { Gather } from "./growing-bytes.ts";
import { checkSize, measureRecord, paddingAt, sizeAt, sizePrefixAt, tellingSizeAt, typeAt } from "./measure.ts";

/** How a reader hands out records. */
export interface ReaderOptions {
  /**
   * Records of up to this many bytes are given whole, larger ones in pieces; may depend on their type. Default 1 MiB,
   * or the family's `maxRecordSize` where that is less. It is also the most memory that a reader takes.
   */
  readonly wholeUpTo?: number | ((type: number | undefined) => number);
}

const defaultWholeUpTo = 2 ** 20;
const nothing = new Uint8Array(0);

/**
 * Cuts an image into frames, whatever its bytes. It does no input itself: push chunks of any size as they come.
 *
 *     const reader = new RecordReader(Ckpt);
 *     for (const chunk of chunks) for (const frame of reader.push(chunk)) use(frame);
 *     for (const frame of reader.end()) use(frame);
 *
 * Framing goes by the header alone; what is inside a record is for its codec to judge.
 */
export class RecordReader {
  #family: Family;
  readonly #wholeUpTo: ReaderOptions["wholeUpTo"];
  readonly #input = new Gather();
  #step: () => Frame | undefined = this.#readPadding;
  /** bytes that frames have been given for */
  #offset = 0;
  #large = { offset: 0, size: 0 };
  /** a frame that comes after the one just given, whatever comes */
  #next: Frame | undefined;
  #unframed: Unframed | undefined;

  constructor(family: Family, { wholeUpTo }: ReaderOptions = {}) {
    this.#family = family;
    this.#wholeUpTo = wholeUpTo;
  }

  get family(): Family {
    return this.#family;
  }

  /** Reads records of another family, before anything has been fed. */
  protected turnTo(family: Family): void {
    this.#family = family;
  }

  /** Where the next frame starts. */
  get offset(): number {
    return this.#offset;
  }

  /** The frames that `chunk` completes. What is left of it is copied. */
  push(chunk: Uint8Array): Frame[] {
    this.feed(chunk);
    return this.drain();
  }

  protected drain(): Frame[] {
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
    if (this.#next === undefined) return this.#step();
    const next = this.#next;
    this.#next = undefined;
    return next;
  }

  /** What has been fed from the next record's start on; empty in the middle of a record. */
  get ahead(): Uint8Array {
    const atRecord = this.#step === this.#readRecord || (this.#step === this.#readPadding && this.#isAligned());
    return atRecord ? this.#input.ahead : nothing;
  }

  /** Passes over records, of `size` bytes altogether, that have been found to be whole in what is ahead. */
  skip(size: number): void {
    this.#input.take(size);
    this.#offset += size;
    this.#step = this.#readPadding;
  }

  /** The frames of what is left when no more bytes come. */
  end(): Frame[] {
    const offset = this.#offset;
    const bytes = this.#input.take(0);
    if (this.#step === this.#readPayload) {
      const large = this.#large;
      const found = offset - large.offset;
      const reason: Unframed = { code: "record-cut", offset: large.offset, found, expected: large.size };
      return [{ kind: "tail", offset, bytes, reason }];
    }
    if (bytes.length === 0) return [];
    if (this.#step === this.#readPadding) return [{ kind: "padding", offset, bytes }];
    return [{ kind: "tail", offset, bytes, reason: measureRecord(this.family, bytes, 0, offset) as Unframed }];
  }

  #isAligned(): boolean {
    return paddingAt(this.#offset, this.family.framing.align) === 0;
  }

  #readPadding(): Frame | undefined {
    const { offset } = this;
    const size = paddingAt(offset, this.family.framing.align);
    if (size > 0 && this.#input.peek(size) === undefined) return undefined;
    this.#step = this.#readRecord;
    if (size === 0) return this.#readRecord();
    this.#offset += size;
    return { kind: "padding", offset, bytes: this.#input.take(size) };
  }

  #readRecord(): Frame | undefined {
    const { family, offset } = this;
    const header = this.#input.peek(family.framing.headerSize);
    if (header === undefined) return undefined;
    const type = typeAt(family, header);
    let prefix = header;
    let prefixSize = sizePrefixAt(family, prefix, 0);
    while (prefixSize !== undefined && prefixSize > prefix.length) {
      const more = this.#input.peek(prefixSize);
      if (more === undefined) return undefined;
      prefix = more;
      prefixSize = sizePrefixAt(family, prefix, 0);
    }
    if (prefixSize === undefined) {
      return this.#giveUp({ code: "size-unknown", offset, found: type ?? 0, expected: 0 });
    }
    const size = sizeAt(family, prefix, 0);
    const wrong = checkSize(family, offset, size);
    if (wrong !== undefined) return this.#giveUp(wrong);
    if (size > this.#largestWhole(type)) {
      const telling = Math.min(size, tellingSizeAt(family, prefix));
      const toTake = Math.max(prefixSize, telling);
      return this.#input.peek(toTake) === undefined ? undefined : this.#startLarge(type, size, toTake, telling);
    }
    if (this.#input.peek(size) === undefined) return undefined;
    this.#offset += size;
    this.#step = this.#readPadding;
    return { kind: "record", offset, type, bytes: this.#input.take(size) };
  }

  #largestWhole(type: number | undefined): number {
    const wholeUpTo = this.#wholeUpTo ?? Math.min(defaultWholeUpTo, this.family.framing.maxRecordSize);
    return typeof wholeUpTo === "function" ? wholeUpTo(type) : wholeUpTo;
  }

  #startLarge(type: number | undefined, size: number, prefixSize: number, telling: number): Frame {
    const { offset } = this;
    const prefix = this.#input.take(prefixSize);
    if (prefixSize > telling) {
      this.#next = { kind: "payload", offset: offset + telling, bytes: prefix.subarray(telling) };
    }
    this.#large = { offset, size };
    this.#offset += prefixSize;
    this.#step = size > prefixSize ? this.#readPayload : this.#readPadding;
    return { kind: "start", offset, type, size, bytes: prefix.subarray(0, telling) };
  }

  #readPayload(): Frame | undefined {
    const { offset } = this;
    const end = this.#large.offset + this.#large.size;
    const bytes = this.#input.take(end - offset);
    if (bytes.length === 0) return undefined;
    this.#offset += bytes.length;
    if (this.#offset === end) this.#step = this.#readPadding;
    return { kind: "payload", offset, bytes };
  }

  #giveUp(reason: Unframed): Frame | undefined {
    this.#unframed = reason;
    this.#step = this.#readTail;
    return this.#readTail();
  }

  #readTail(): Frame | undefined {
    const { offset } = this;
    const bytes = this.#input.take(Number.MAX_SAFE_INTEGER);
    if (bytes.length === 0) return undefined;
    this.#offset += bytes.length;
    return { kind: "tail", offset, bytes, reason: this.#unframed as Unframed };
  }
}
