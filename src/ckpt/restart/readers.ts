import { CkptHdr, CkptHdrBuffer, CkptHdrString } from "../../../generated/ckpt/index.ts";
import type { Driver } from "../../io/index.ts";
import type { OrderedCodec, View } from "../../wire/index.ts";
import { CkptError } from "../ckpt-error.ts";
import { type CkptContext, inImageOrder, MAX_LENGTH } from "../context.ts";
import { type AnyRecordCodec, type CheckedRecord, type Lengths, readAndCheck, upTo } from "./record-header.ts";
import type { Place } from "./refusal.ts";

// All readers throw CkptError, and check in this order: the header is there (EPIPE), its length can be one (EINVAL),
// it is no ERROR (EIO). What they check then, and in which order, is what tells them apart.

/** A record as it stands in the image, looked at through its view. */
export interface ReadRecord<V extends View> {
  readonly place: Place;
  readonly bytes: Uint8Array;
  readonly view: V;
}

/** Reads a record of fixed size: its length, then all its bytes, then its type are checked. */
export function* readRecord<T, Init, V extends View>(
  ctx: CkptContext,
  codec: OrderedCodec<T, Init, V>,
): Driver<ReadRecord<V>> {
  const { header, rest } = yield* readAndCheck(ctx, codec, just(codec.layout.size));
  const bytes = whole({ header, rest });
  return { place: header.place, bytes, view: inImageOrder(ctx, codec).view(bytes) };
}

/** Reads a BUFFER with a payload of just `size` bytes: its length, then all its bytes, then its type are checked. */
export function* readBuffer(ctx: CkptContext, size: number): Driver<Uint8Array> {
  return (yield* readAndCheck(ctx, CkptHdrBuffer, just(HEADER_SIZE + size))).rest;
}

/** Reads a STRING as `readBuffer` does a BUFFER; the last byte is made a NUL. */
export function* readSizedString(ctx: CkptContext, size: number): Driver<Uint8Array> {
  return terminated((yield* readAndCheck(ctx, CkptHdrString, just(HEADER_SIZE + size))).rest);
}

/** Reads a record with a payload of at most `max` bytes, 0: of any size. Length, bytes, then type are checked. */
export function* readFlexibleRecord(ctx: CkptContext, codec: AnyRecordCodec, max: number): Driver<Uint8Array> {
  return whole(yield* readAndCheck(ctx, codec, upTo(max === 0 ? MAX_LENGTH : HEADER_SIZE + max)));
}

/** Reads a payload of at most `max` bytes; with 0 it must be empty. Type and length are checked before it is read. */
export function* readPayload(ctx: CkptContext, codec: AnyRecordCodec, max: number): Driver<Uint8Array> {
  return (yield* readAndCheck(ctx, codec, upTo(HEADER_SIZE + max), { isTypeFirst: true })).rest;
}

/** Reads the payload of a STRING as `readPayload` does; the last byte is made a NUL, so it must have one (EINVAL). */
export function* readString(ctx: CkptContext, max: number): Driver<Uint8Array> {
  return terminated(yield* readPayload(ctx, CkptHdrString, max));
}

/** Reads a record and drops it. `len`, 0 for any, is that of the whole record. Length, bytes, then type are checked. */
export function* consume(ctx: CkptContext, codec: AnyRecordCodec, len: number): Driver<void> {
  yield* readAndCheck(ctx, codec, len === 0 ? upTo(MAX_LENGTH) : just(len), { keep: 0 });
}

const HEADER_SIZE = CkptHdr.layout.size;

function just(length: number): Lengths {
  return { shortest: length, longest: length };
}

function whole({ header, rest }: CheckedRecord): Uint8Array {
  return new Uint8Array(Buffer.concat([header.bytes, rest]));
}

function terminated(string: Uint8Array): Uint8Array {
  if (string.length === 0) throw new CkptError("EINVAL", `${CkptHdrString.name} is empty, expected a NUL at least`);
  string[string.length - 1] = 0;
  return string;
}
