import type { Unframed } from "./unframed.ts";

/**
 * A piece of an image. All frames of an image, one after another, are all of its bytes. `offset` is where `bytes`
 * stand in the image. `bytes` may be part of the chunk that was pushed: use them before that memory is reused.
 */
export type Frame = RecordFrame | StartFrame | PayloadFrame | PaddingFrame | TailFrame;

/** A whole record, header included. */
export interface RecordFrame {
  readonly kind: "record";
  readonly offset: number;
  /** undefined in a family whose header tells none */
  readonly type: number | undefined;
  readonly bytes: Uint8Array;
}

/**
 * The start of a record that is too large to be held: its header and, where other fields tell it from records of the same
 * type, all up to these. Payload frames follow until it has `size` bytes.
 */
export interface StartFrame {
  readonly kind: "start";
  readonly offset: number;
  readonly type: number | undefined;
  /** bytes of the whole record, as its header promises */
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** More of the record that the last start frame began. */
export interface PayloadFrame {
  readonly kind: "payload";
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What aligns the next record; zeros, in a sound image. */
export interface PaddingFrame {
  readonly kind: "padding";
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * Bytes that are no record; the rest of the image, perhaps in several frames. Without bytes where a large record was
 * cut, whose bytes have all been given.
 */
export interface TailFrame {
  readonly kind: "tail";
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly reason: Unframed;
}
