import type { ByteOrder } from "../../wire/index.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * The lines that an image is as JSON. All of them together are all of its bytes.
 *
 *     {"format":"bytewright","version":1,"family":"ckpt","byteOrder":"little"}
 *     {"offset":0,"record":"ckpt_hdr_tail","type":9001,"len":16,"fields":{"magic":"12712608215789312"}}
 *     {"offset":16,"record":"unknown","type":77,"len":9,"bytes":"4d00000009000000ff"}
 *     {"offset":25,"tail":"0100","reason":"at 0x19: truncated header: 2 of 8 bytes"}
 *
 * `offset`, `len` and `reason` only inform when lines are made an image, so that records can be edited, moved, added and
 * removed. What aligns a record follows from where it comes to stand.
 */
export type JsonLine =
  | FormatLine
  | PreambleLine
  | RecordLine
  | UnknownLine
  | StartLine
  | PayloadLine
  | PaddingLine
  | TailLine;

/** Opens the lines. */
export interface FormatLine {
  readonly format: "bytewright";
  readonly version: 1;
  readonly family: string;
  readonly byteOrder: ByteOrder;
}

/** What the image starts with, in a family whose images do not start with a record. Then this line comes second. */
export interface PreambleLine extends Held {
  readonly offset: number;
  /** C name of the struct */
  readonly preamble: string;
  readonly len: number;
}

/** Where a line's bytes stand, and which record they are. */
interface Placed {
  readonly offset: number;
  /** C name, or "unknown" */
  readonly record: string;
  /** undefined in a family whose header tells none; a 64-bit one as a decimal string */
  readonly type: number | string | undefined;
  /** bytes of the whole record, in whatever unit the header counts */
  readonly len: number;
}

/** What bytes of a known layout hold. */
interface Held {
  /** left out where the record is too short to have them */
  readonly fields?: JsonObject;
  /** all bytes in hexadecimal, where encoding the fields would not give them; then this counts, not the fields */
  readonly raw?: string;
}

/** A record of a known type. */
export interface RecordLine extends Placed, Held {
  /** C name of the struct that the payload, then a list in `fields`, consists of */
  readonly elements?: string;
}

/** A record of an unknown type. */
export interface UnknownLine extends Placed {
  readonly record: "unknown";
  /** all of it in hexadecimal, header included */
  readonly bytes: string;
}

/** A record too large for a line; payload lines follow until there are `len` bytes, or a tail line says it was cut. */
export interface StartLine extends Placed {
  /** its first bytes: the header, and what else tells it from other records of its type */
  readonly header: string;
}

/** At most 32 KiB of a large record. */
export interface PayloadLine {
  readonly offset: number;
  readonly payload: string;
}

/** What aligns the next record, where that is not zeros, or where no record follows. */
export interface PaddingLine {
  readonly offset: number;
  readonly padding: string;
}

/** At most 32 KiB of what is no record. Nothing but tail lines follow. */
export interface TailLine {
  readonly offset: number;
  readonly tail: string;
  readonly reason: string;
}

/** Bytes of payload or tail in one line. */
export const bytesPerLine: number = 32 * 1024;

/** Bytes of a record that is one line: as JSON it takes a hundred times as much memory. */
export const largestLined: number = 2 ** 18;
