import {
  type Families,
  type Frame,
  ImageReader,
  type ReaderOptions,
  scan,
  typeAt,
  type Unframed,
  type Visitor,
} from "../../image/index.ts";
import type { AnyCodec, ByteOrder, RecordType } from "../../wire/index.ts";

/** How often a record occurs in an image, and how much of it it is. */
export interface RecordCount {
  /** C name, or "unknown" */
  readonly name: string;
  readonly type: RecordType | undefined;
  /** `CKPT_HDR_TASK` */
  readonly typeName: string | undefined;
  count: number;
  /** that these records take */
  bytes: number;
}

/** An image in few numbers. */
export interface Summary {
  readonly family: string;
  readonly byteOrder: ByteOrder;
  /** false where the image does not say what it is: `family` and `byteOrder` are only assumed */
  readonly recognised: boolean;
  readonly bytes: number;
  readonly records: number;
  /** in the order in which they first occur */
  readonly counts: readonly RecordCount[];
  /** what the image starts with, in a family whose images do not start with a record */
  readonly preamble?: { readonly name: string; readonly bytes: number };
  /** between records */
  readonly paddingBytes: number;
  /** bytes that are no record, and why */
  readonly tail: { readonly bytes: number; readonly reason: Unframed } | undefined;
}

/** Types of unknown records that are counted one by one; those past these are one count, without a type. */
const mostTypes = 1000;

/**
 * Counts the records of an image, in constant memory and without looking behind what tells which records they are.
 *
 *     const counter = new SummaryCounter([Ckpt, CkptV23]);
 *     for (const chunk of chunks) counter.push(chunk);
 *     console.log(counter.end().counts);   // [{ name: "ckpt_hdr_header", type: 1, count: 1, bytes: 56, … }, …]
 */
export class SummaryCounter {
  /** No record is held: all that counts is where it starts. */
  readonly #reader: ImageReader;
  /** by codec; of unknown records by type, undefined for all types past the limit */
  readonly #counts = new Map<AnyCodec | RecordType | undefined, RecordCount>();
  /** of types that say all about what a record is; to make a codec look takes longer than all the rest */
  readonly #countsByType = new Map<RecordType, RecordCount>();
  /** of the last record that no scan has counted */
  #last: RecordCount | undefined;
  #preamble: Summary["preamble"];
  #paddingBytes = 0;
  #tail: { bytes: number; reason: Unframed } | undefined;

  constructor(families: Families, options: Pick<ReaderOptions, "offset"> = {}) {
    this.#reader = new ImageReader(families, { ...options, wholeUpTo: 0 });
  }

  push(chunk: Uint8Array): void {
    this.#reader.feed(chunk);
    this.#countAhead();
    for (let frame = this.#reader.next(); frame !== undefined; frame = this.#reader.next()) {
      this.#count(frame);
      this.#countAhead();
    }
  }

  end(): Summary {
    for (const frame of this.#reader.end()) this.#count(frame);
    const { family, recognised } = this.#reader;
    const counts = [...this.#counts.values()].filter(({ count }) => count > 0);
    const inRecords = counts.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      family: family.name,
      byteOrder: family.byteOrder,
      recognised,
      bytes: (this.#preamble?.bytes ?? 0) + inRecords + this.#paddingBytes + (this.#tail?.bytes ?? 0),
      records: counts.reduce((sum, { count }) => sum + count, 0),
      counts,
      ...(this.#preamble && { preamble: this.#preamble }),
      paddingBytes: this.#paddingBytes,
      tail: this.#tail,
    };
  }

  /** Counts the records that are whole in what has come: without frames, that goes many times as fast. */
  #countAhead(): void {
    const bytes = this.#reader.ahead;
    if (bytes.length === 0 || this.#reader.family.framing.toEnd) return;
    let inRecords = 0;
    const count: Visitor = (type, at, size) => {
      this.#add(type, bytes, at, size);
      inRecords += size;
    };
    const { offset } = scan(bytes, this.#reader.family, count, 0);
    this.#paddingBytes += offset - inRecords;
    this.#reader.skip(offset);
  }

  #count(frame: Frame): void {
    const { length } = frame.bytes;
    if (frame.kind === "record") this.#add(frame.type, frame.bytes, 0, length);
    if (frame.kind === "start") this.#last = this.#add(frame.type, frame.bytes, 0, frame.size);
    if (frame.kind === "preamble") this.#preamble = { name: frame.codec.name, bytes: length };
    if (frame.kind === "padding") this.#paddingBytes += length;
    if (frame.kind !== "tail") return;
    this.#tail ??= { bytes: 0, reason: frame.reason };
    this.#tail.bytes += length;
    if (length > 0 || this.#last === undefined) return;
    // The record that was counted when it began turns out to be cut: its bytes are the tail.
    this.#last.count--;
    this.#last.bytes -= frame.reason.expected;
    this.#tail.bytes += frame.reason.found as number;
  }

  /** Counts a record, of which at least what tells which it is stands at `at`. */
  #add(type: RecordType | undefined, bytes: Uint8Array, at: number, size: number): RecordCount {
    const count = this.#countsByType.get(type ?? 0) ?? this.#countOf(bytes.subarray(at, at + size));
    count.count++;
    count.bytes += size;
    return count;
  }

  /** The count of a codec's records or, of unknown ones, of a type's; without either, of the types that are too many. */
  #countOf(start: Uint8Array): RecordCount {
    const { family } = this.#reader;
    const type = typeAt(family, start);
    const codec = family.codecAt(start);
    const isOneOfMany = codec === undefined && !this.#counts.has(type) && this.#counts.size >= mostTypes;
    const key = isOneOfMany ? undefined : (codec ?? type);
    const typeName = type === undefined || isOneOfMany ? undefined : family.typeName(type);
    const none = { name: codec?.name ?? "unknown", type: isOneOfMany ? undefined : type, typeName, count: 0, bytes: 0 };
    const count = this.#counts.get(key) ?? none;
    this.#counts.set(key, count);
    const isTold = family.codecs.every(({ layout: { record } }) => record?.type !== type || record?.when === undefined);
    if (isTold && !isOneOfMany) this.#countsByType.set(type ?? 0, count);
    return count;
  }
}
