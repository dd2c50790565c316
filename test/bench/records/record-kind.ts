import type { Competitor } from "../competitors/competitor.ts";

/** A kind of record as the bench knows it: values, and their bytes written down without any library. */
export interface RecordKind<T> {
  /** as rows name it */
  readonly name: string;
  /** what of a competitor handles it */
  readonly way: keyof Competitor;
  /** it in a few words */
  readonly about: string;
  /** bytes of each */
  readonly slot: number;
  /** 64 realistic values, which are encoded in turn */
  readonly values: readonly T[];
  /** Writes all of the record, holes included. */
  write(value: T, view: DataView, at: number): void;
}

/** Bytes that records are walked over in: more than the caches close to a core hold. */
const bufferSize = 4 * 2 ** 20;

/** A buffer full of records from `first` on, in slots of `stride` bytes. */
export function fillSlots<T>(
  values: readonly T[],
  first: number,
  stride: number,
  write: (value: T, view: DataView, at: number) => void,
): Uint8Array {
  const bytes = new Uint8Array(bufferSize);
  const view = new DataView(bytes.buffer);
  let index = 0;
  for (let at = first; at + stride <= bufferSize; at += stride) write(values[index++ % values.length] as T, view, at);
  return bytes;
}

/** A record's bytes alone. */
export function bytesOf<T>(kind: RecordKind<T>, value: T): Uint8Array {
  const bytes = new Uint8Array(kind.slot);
  kind.write(value, new DataView(bytes.buffer), 0);
  return bytes;
}
