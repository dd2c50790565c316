import { type AnyCodec, describeFault, type Fault, type RecordType, showType } from "../wire/index.ts";

/**
 * A piece of an image. All frames of an image, one after another, are all of its bytes. `offset` is where `bytes`
 * stand in the image. `bytes` may be part of the chunk that was pushed: use them before that memory is reused.
 */
export type Frame = PreambleFrame | RecordFrame | StartFrame | PayloadFrame | PaddingFrame | TailFrame;

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What an image of the family starts with, once. */
export interface PreambleFrame extends Piece {
  readonly kind: "preamble";
  readonly codec: AnyCodec;
}

/** A whole record, header included. */
export interface RecordFrame extends Piece {
  readonly kind: "record";
  /** undefined in a family whose header tells none */
  readonly type: RecordType | undefined;
}

/**
 * The start of a record that is too large to be held: its header and, where other fields tell it from records of the same
 * type, all up to these. Payload frames follow until it has `size` bytes.
 */
export interface StartFrame extends Piece {
  readonly kind: "start";
  readonly type: RecordType | undefined;
  /** bytes of the whole record, as its header promises */
  readonly size: number;
}

/** More of the record that the last start frame began. */
export interface PayloadFrame extends Piece {
  readonly kind: "payload";
}

/** What aligns the next record; zeros, in a sound image. */
export interface PaddingFrame extends Piece {
  readonly kind: "padding";
}

/**
 * Bytes that are no record; the rest of the image, perhaps in several frames. Without bytes where a large record was
 * cut, whose bytes have all been given.
 */
export interface TailFrame extends Piece {
  readonly kind: "tail";
  readonly reason: Unframed;
}

/** Why bytes could not be cut into records from some place on. Offsets and sizes are in bytes. */
export interface Unframed {
  readonly code: /** the bytes end inside what an image starts with */
    | "preamble-cut"
    /** the bytes end inside a record's header */
    | "header-cut"
    /** the bytes end inside a record */
    | "record-cut"
    /** the length field leaves no room for the header itself */
    | "length-too-small"
    /** the record would end past 2^53 */
    | "length-too-large"
    /** parts tell where it ends, and more bytes would have to be held to find that than may be */
    | "too-large"
    /** no length field, and nothing else that tells: no codec for the type, an array without a count, or no bytes */
    | "size-unknown";
  /** where the record starts */
  readonly offset: number;
  /** bytes that are there, or that the length field gives; for `size-unknown` the type, "" without types */
  readonly found: RecordType;
  /** bytes that a whole header or record takes, or may take */
  readonly expected: number;
  /** what is wrong with what would tell how long the record is */
  readonly fault?: Fault;
}

const descriptions: { readonly [code in Unframed["code"]]: (unframed: Unframed) => string } = {
  "preamble-cut": ({ found, expected }) => `truncated preamble: ${found} of ${expected} bytes`,
  "header-cut": ({ found, expected }) => `truncated header: ${found} of ${expected} bytes`,
  "record-cut": ({ found, expected }) => `truncated record: ${found} of ${expected} bytes`,
  "length-too-small": ({ found, expected }) => `the record's length is ${found}, its header alone takes ${expected}`,
  "length-too-large": ({ found }) => `the record's length is ${found}, more than any file holds`,
  "too-large": ({ found, expected }) => `its parts end after ${found} bytes or more, of which ${expected} may be held`,
  "size-unknown": ({ found }) =>
    `nothing tells how long ${found === "" ? "this record" : `a record of type ${showType(found)}`} is`,
};

/**
 * One line: where, and why.
 *
 *     at 0x143: truncated record: 20 of 24 bytes
 */
export function describeUnframed(unframed: Unframed): string {
  if (unframed.fault !== undefined) return describeFault(unframed.fault);
  return `at 0x${unframed.offset.toString(16)}: ${descriptions[unframed.code](unframed)}`;
}
