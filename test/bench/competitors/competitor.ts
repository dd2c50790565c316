import type { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import type { CkptHdrGroupinfo, CkptHdrHpage } from "bytewright/ckpt-v23";

/**
 * How a library reads and writes one kind of record: what it can do of it. Functions are made anew for each buffer, so
 * that what a user would keep for many records (a DataView, a stream) is made once.
 */
// biome-ignore lint/suspicious/noExplicitAny: what a library makes of a record is its own business
export interface Way<T, Decoded = any, Given = any> {
  /** where the library has a format of its own, rather than the C struct */
  readonly own?: OwnFormat<T>;
  decoder?(bytes: Uint8Array): (bytes: Uint8Array, at: number) => Decoded;
  /** Writes in place. */
  encoder?(bytes: Uint8Array): (value: Given, bytes: Uint8Array, at: number) => unknown;
  /** Gives bytes of their own. */
  encode?(value: Given): Uint8Array;
  /** What was decoded, as the generated codec would give it; without this it is so already. */
  plain?(decoded: Decoded): T;
  /** A value as the library takes it, made before the time is taken; without this the codec's own. */
  given?(value: T): Given;
}

export interface OwnFormat<T> {
  /** room that each record gets */
  readonly slot: number;
  write(value: T, bytes: Uint8Array, at: number): void;
}

/** A library, or a way of writing by hand. */
export interface Competitor {
  readonly task?: Way<CkptHdrTask>;
  readonly header?: Way<CkptHdrHeader>;
  readonly groupinfo?: Way<CkptHdrGroupinfo>;
  readonly hpage?: Way<CkptHdrHpage>;
}
