import { CkptHdr, CkptHdrBuffer, CkptHdrString } from "../../../generated/ckpt/index.ts";
import type { Driver } from "../../io/effects.ts";
import type { OrderedCodec, View } from "../../wire/codec.ts";
import { CkptError } from "../ckpt-error.ts";
import { type CkptContext, inImageOrder, MAX_LENGTH } from "../context.ts";
import {
  type AnyRecordCodec,
  checkType,
  lengthsUpTo,
  type RecordHeader,
  readHeader,
  readRest,
  wrongLength,
} from "./record-header.ts";
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
  const header = yield* readHeader(ctx, codec, codec.layout.size);
  if (header.len !== codec.layout.size) throw wrongLength(header, codec.layout.size);
  const bytes = whole(header, yield* readRest(ctx, header));
  checkType(header);
  return { place: header.place, bytes, view: inImageOrder(ctx, codec).view(bytes) };
}

/** Reads a BUFFER with a payload of just `size` bytes: its length, then all its bytes, then its type are checked. */
export function* readBuffer(ctx: CkptContext, size: number): Driver<Uint8Array> {
  return yield* readSized(ctx, CkptHdrBuffer, size);
}

/** Reads a STRING as `readBuffer` does a BUFFER; the last byte is made a NUL. */
export function* readSizedString(ctx: CkptContext, size: number): Driver<Uint8Array> {
  return terminated(yield* readSized(ctx, CkptHdrString, size));
}

/** Reads a record with a payload of at most `max` bytes, 0: of any size. Length, bytes, then type are checked. */
export function* readFlexibleRecord(ctx: CkptContext, codec: AnyRecordCodec, max: number): Driver<Uint8Array> {
  const longest = max === 0 ? MAX_LENGTH : CkptHdr.layout.size + max;
  const header = yield* readHeader(ctx, codec, lengthsUpTo(longest));
  if (header.len > longest) throw wrongLength(header, `${longest} at most`);
  const bytes = whole(header, yield* readRest(ctx, header));
  checkType(header);
  return bytes;
}

/** Reads a payload of at most `max` bytes; with 0 it must be empty. Type and length are checked before it is read. */
export function* readPayload(ctx: CkptContext, codec: AnyRecordCodec, max: number): Driver<Uint8Array> {
  const longest = CkptHdr.layout.size + max;
  const header = yield* readHeader(ctx, codec, max === 0 ? longest : lengthsUpTo(longest));
  checkType(header);
  if (header.len > longest) throw wrongLength(header, `${longest} at most`);
  return yield* readRest(ctx, header);
}

/** Reads the payload of a STRING as `readPayload` does; the last byte is made a NUL, so it must have one (EINVAL). */
export function* readString(ctx: CkptContext, max: number): Driver<Uint8Array> {
  return terminated(yield* readPayload(ctx, CkptHdrString, max));
}

/** Reads a record and drops it. `len`, 0 for any, is that of the whole record. Length, bytes, then type are checked. */
export function* consume(ctx: CkptContext, codec: AnyRecordCodec, len: number): Driver<void> {
  const header = yield* readHeader(ctx, codec, len === 0 ? lengthsUpTo(MAX_LENGTH) : len);
  if (len !== 0 && header.len !== len) throw wrongLength(header, len);
  yield* readRest(ctx, header, 0);
  checkType(header);
}

function* readSized(ctx: CkptContext, codec: AnyRecordCodec, size: number): Driver<Uint8Array> {
  const len = CkptHdr.layout.size + size;
  const header = yield* readHeader(ctx, codec, len);
  if (header.len !== len) throw wrongLength(header, len);
  const payload = yield* readRest(ctx, header);
  checkType(header);
  return payload;
}

function whole(header: RecordHeader, rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(header.len);
  bytes.set(header.bytes);
  bytes.set(rest, header.bytes.length);
  return bytes;
}

function terminated(string: Uint8Array): Uint8Array {
  if (string.length === 0) throw new CkptError("EINVAL", `${CkptHdrString.name} is empty, expected a NUL at least`);
  string[string.length - 1] = 0;
  return string;
}
