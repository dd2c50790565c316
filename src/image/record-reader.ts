import type { Family } from "../wire/index.ts";
import type { Frame } from "./frame.ts";
import { Gather } from "./gather.ts";
import { checkSize, paddingAt, sizeAt, sizePrefixAt, typeAt } from "./measure.ts";
import type { Unframed } from "./unframed.ts";

/** How a reader hands out records. */
export interface ReaderOptions {
  /**
   * Records of up to this many bytes are given whole, larger ones in pieces. Default 1 MiB, or the family's
   * `maxRecordSize` where that is less. It is also the most memory that a reader takes.
   */
  readonly wholeUpTo?: number;
}

const defaultWholeUpTo = 2 ** 20;

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
  readonly family: Family;
  readonly #wholeUpTo: number;
  readonly #input = new Gather();
  #step: (frames: Frame[]) => boolean = this.#readPadding;
  /** bytes that frames have been given for */
  #offset = 0;
  #large = { offset: 0, size: 0 };
  #unframed: Unframed | undefined;

  constructor(family: Family, options: ReaderOptions = {}) {
    this.family = family;
    this.#wholeUpTo = options.wholeUpTo ?? Math.min(defaultWholeUpTo, family.framing.maxRecordSize);
  }

  /** The frames that `chunk` completes. What is left of it is copied. */
  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    this.#input.feed(chunk);
    while (this.#step(frames));
    return frames;
  }

  /** The frames of what is left when no more bytes come. */
  end(): Frame[] {
    const offset = this.#offset;
    const bytes = this.#input.take(0);
    if (this.#step === this.#readPayload) {
      return [{ kind: "tail", offset, bytes, reason: this.#cut(this.#large.offset, this.#large.size) }];
    }
    if (bytes.length === 0) return [];
    if (this.#step === this.#readPadding) return [{ kind: "padding", offset, bytes }];
    return [{ kind: "tail", offset, bytes, reason: this.#cutRecord(bytes) }];
  }

  #readPadding(frames: Frame[]): boolean {
    const size = paddingAt(this.#offset, this.family.framing.align);
    if (size > 0) {
      if (this.#input.peek(size) === undefined) return false;
      frames.push({ kind: "padding", offset: this.#offset, bytes: this.#input.take(size) });
      this.#offset += size;
    }
    this.#step = this.#readRecord;
    return true;
  }

  #readRecord(frames: Frame[]): boolean {
    const { family } = this;
    const header = this.#input.peek(family.framing.headerSize);
    if (header === undefined) return false;
    const type = typeAt(family, header);
    const prefixSize = sizePrefixAt(family, header, 0);
    if (prefixSize === undefined) {
      return this.#giveUp({ code: "size-unknown", offset: this.#offset, found: type ?? 0, expected: 0 });
    }
    const prefix = this.#input.peek(prefixSize);
    if (prefix === undefined) return false;
    const size = sizeAt(family, prefix, 0);
    const wrong = checkSize(family, this.#offset, size);
    if (wrong !== undefined) return this.#giveUp(wrong);
    if (size > this.#wholeUpTo) return this.#startLarge(frames, type, size, prefixSize);
    if (this.#input.peek(size) === undefined) return false;
    frames.push({ kind: "record", offset: this.#offset, type, bytes: this.#input.take(size) });
    this.#offset += size;
    this.#step = this.#readPadding;
    return true;
  }

  #startLarge(frames: Frame[], type: number | undefined, size: number, prefixSize: number): boolean {
    const offset = this.#offset;
    const { headerSize } = this.family.framing;
    const prefix = this.#input.take(prefixSize);
    frames.push({ kind: "start", offset, type, size, bytes: prefix.subarray(0, headerSize) });
    if (prefixSize > headerSize) {
      frames.push({ kind: "payload", offset: offset + headerSize, bytes: prefix.subarray(headerSize) });
    }
    this.#large = { offset, size };
    this.#offset += prefixSize;
    this.#step = size > prefixSize ? this.#readPayload : this.#readPadding;
    return true;
  }

  #readPayload(frames: Frame[]): boolean {
    const { offset, size } = this.#large;
    const bytes = this.#input.take(offset + size - this.#offset);
    if (bytes.length === 0) return false;
    frames.push({ kind: "payload", offset: this.#offset, bytes });
    this.#offset += bytes.length;
    if (this.#offset === offset + size) this.#step = this.#readPadding;
    return true;
  }

  #giveUp(reason: Unframed): boolean {
    this.#unframed = reason;
    this.#step = this.#readTail;
    return true;
  }

  #readTail(frames: Frame[]): boolean {
    const bytes = this.#input.take(Number.MAX_SAFE_INTEGER);
    if (bytes.length === 0) return false;
    frames.push({ kind: "tail", offset: this.#offset, bytes, reason: this.#unframed as Unframed });
    this.#offset += bytes.length;
    return true;
  }

  /** Why the bytes that are left, fewer than a record, are none. */
  #cutRecord(bytes: Uint8Array): Unframed {
    const { headerSize } = this.family.framing;
    const found = bytes.length;
    if (found < headerSize) return { code: "header-cut", offset: this.#offset, found, expected: headerSize };
    const prefixSize = sizePrefixAt(this.family, bytes, 0) as number;
    return this.#cut(this.#offset, found < prefixSize ? prefixSize : sizeAt(this.family, bytes, 0), found);
  }

  #cut(offset: number, expected: number, found: number = this.#offset - offset): Unframed {
    return { code: "record-cut", offset, found, expected };
  }
}
