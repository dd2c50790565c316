import type { Fault } from "./errors.ts";
import type { Framing, Layout, RecordType } from "./layout.ts";

export type ByteOrder = "little" | "big";

/** Encodes and decodes one record or struct, in one byte order. `at` and all sizes are in bytes. */
export interface Codec<T, Init = T, V extends View = View> {
  /** C name */
  readonly name: string;
  readonly layout: Layout;
  readonly byteOrder: ByteOrder;
  /** bytes of every record; undefined where they vary */
  readonly size: number | undefined;
  /**
   * The record at `at`. Bounds, type, length and constants are checked.
   * @throws BytewrightError
   */
  decode(bytes: Uint8Array, at?: number): T;
  /**
   * The record's bytes: holes zero; type, length, counts and constants filled in.
   * @throws BytewrightError if a value does not fit its field
   */
  encode(value: Init): Uint8Array;
  /**
   * Writes the record at `at` and returns where it ends. If it throws, nothing has been written. The value may stand in
   * `bytes` itself: a view of them, or bytes cut out of them.
   * @throws BytewrightError if a value does not fit its field, or the record does not fit into `bytes`
   */
  encodeInto(value: Init, bytes: Uint8Array, at: number): number;
  /** Bytes that `encode` would give. */
  sizeOf(value: Init): number;
  /** A value with every field that `init` leaves out zero or empty, and constants filled in. */
  create(init?: Partial<Init>): T;
  /**
   * Reads and writes fields where they stand, without copying. Only bounds have been checked: see `check`.
   * @throws BytewrightError if the record's fixed part does not fit into `bytes`
   */
  view(bytes: Uint8Array, at?: number): V;
  /** What `decode` would refuse at the view's place, if anything. */
  check(view: View): Fault | undefined;
}

/** A codec for little-endian bytes that has a twin for big-endian ones. */
export interface OrderedCodec<T, Init = T, V extends View = View> extends Codec<T, Init, V> {
  readonly be: Codec<T, Init, V>;
}

/** A codec of whatever type. */
// biome-ignore lint/suspicious/noExplicitAny: a value's type is only known to who names the codec
export type AnyCodec = Codec<any, any, any>;

/**
 * A place in bytes that is read, and written field by field, as some record. Has a getter for each field under the
 * field's C name (of a reserved list or struct: its bytes), and a setter for each that holds numbers, text or bytes of
 * a fixed size and does not tell the record's shape. A setter refuses with a BytewrightError what the field cannot hold.
 *
 *     const task = CkptHdrTask.view(bytes, 283);
 *     task.exit_code = 256; // four bytes at 283 + 16
 */
export interface View {
  readonly $name: string;
  readonly $bytes: Uint8Array;
  readonly $at: number;
  /**
   * Looks at another place. Only bounds are checked.
   * @throws BytewrightError
   */
  $moveTo(at: number, bytes?: Uint8Array): this;
  /** The fields, with 64-bit integers as decimal strings and bytes in hexadecimal. */
  toJSON(): { readonly [field: string]: unknown };
}

/** A record whose type the family does not know. `bytes` is all of it, header included. */
export interface UnknownRecord {
  readonly $name: "unknown";
  readonly type: RecordType;
  readonly bytes: Uint8Array;
}

/** All records of a format, in one byte order. `P` is what images start with. */
export interface Family<R = unknown, Init = R, P = unknown> {
  readonly name: string;
  readonly doc?: string;
  readonly byteOrder: ByteOrder;
  /** name of the header struct (`ckpt_hdr`) and of the member it is in (`h`); absent where records have none */
  readonly header?: { readonly name: string; readonly member: string };
  readonly framing: Framing;
  readonly codecs: readonly AnyCodec[];
  /** codecs of the structs that records hold, the header's among them */
  readonly structs: readonly AnyCodec[];
  /** codecs of what an image starts with, once, before its records: one of them */
  readonly preamble?: readonly Codec<P>[];
  /** The name of a type number (`CKPT_HDR_TASK`). */
  typeName(type: RecordType): string | undefined;
  codecNamed(name: string): AnyCodec | undefined;
  /** The codec for the record whose header stands at `at` and that ends before `end`; undefined for an unknown type. */
  codecAt(bytes: Uint8Array, at?: number, end?: number): AnyCodec | undefined;
  /**
   * The record at `at`, of whatever type.
   * @throws BytewrightError
   */
  decode(bytes: Uint8Array, at?: number): R | UnknownRecord;
  encode(value: Init | UnknownRecord): Uint8Array;
  encodeInto(value: Init | UnknownRecord, bytes: Uint8Array, at: number): number;
  sizeOf(value: Init | UnknownRecord): number;
  /** where an image tells its byte order: the constant at this offset of the first record, or of the preamble */
  readonly opening?: { readonly record: string; readonly field: string; readonly offset: number };
}

/** A family for little-endian images that has a twin for big-endian ones. */
export interface OrderedFamily<R = unknown, Init = R, P = unknown> extends Family<R, Init, P> {
  readonly be: Family<R, Init, P>;
}
