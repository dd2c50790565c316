import { CkptHdr, CkptHdrHeader, CkptHdrType } from "../../../generated/ckpt/index.ts";
// Not from the index: of a hundred modules, this takes what it needs.
import { CkptConstant as CkptV23Constant } from "../../../generated/ckpt-v23/ckpt-constant.ts";
import { CkptHdrHeader as CkptV23HdrHeader } from "../../../generated/ckpt-v23/ckpt-hdr-header.ts";
import { type Driver, read } from "../../io/effects.ts";
import type { ByteOrder, OrderedCodec } from "../../wire/codec.ts";
import type { CkptContext } from "../context.ts";
import { DebugLevel, debug } from "../debug.ts";
import { isLength, MAX_LENGTH } from "../length.ts";
import { readImageError } from "./image-error.ts";
import { inImageOrder } from "./in-image-order.ts";
import { cutOff, type Place, wrongValue } from "./refusal.ts";

/** The header of a record in the image. */
export interface RecordHeader {
  /** the record that should be there, and where that is */
  readonly place: Place;
  readonly bytes: Uint8Array;
  readonly type: number;
  /** bytes of the whole record, between 8 and 2^31 - 1 */
  readonly len: number;
}

/** The lengths of records that can have any. */
const anyLength = lengthsUpTo(MAX_LENGTH);

/** A record that can stand in an image, in either byte order. */
export type AnyRecordCodec = OrderedCodec<unknown>;

/**
 * Reads the header of the record that should come next. The first one of an image tells its byte order. `expected` are
 * the lengths that it can have, for the answer to one that no record has.
 *
 * @throws CkptError EPIPE if the image ends, EINVAL if the length cannot be one, EIO if an ERROR stands there
 */
export function* readHeader(
  ctx: CkptContext,
  codec: AnyRecordCodec,
  expected: number | string = anyLength,
): Driver<RecordHeader> {
  const place: Place = { codec, offset: ctx.pos };
  const { bytes, count } = yield* read(CkptHdr.layout.size);
  if (count < CkptHdr.layout.size) throw cutOff(place, codec.layout.record?.header ?? "", count, CkptHdr.layout.size);
  ctx.pos += count;
  if (place.offset === 0) ctx.byteOrder = orderOfOpening(bytes);
  const { type, len } = inImageOrder(ctx, CkptHdr).decode(bytes);
  debug(ctx.debug, DebugLevel.RW, "%s at 0x%llx: type %u, %u bytes", codec.name, place.offset, type, len);
  const header: RecordHeader = { place, bytes, type, len };
  const isError = type === CkptHdrType.CKPT_HDR_ERROR;
  if (!isLength(len)) throw wrongLength(header, isError ? anyLength : expected);
  if (isError) throw yield* readImageError(ctx, place.offset, len);
  return header;
}

/**
 * Reads what follows the header and gives the first `keep` bytes of it.
 *
 * @throws CkptError EPIPE if the image ends before the record does
 */
export function* readRest(ctx: CkptContext, header: RecordHeader, keep?: number): Driver<Uint8Array> {
  const size = header.len - CkptHdr.layout.size;
  const { bytes, count } = yield* read(size, keep);
  if (count < size) throw cutOff(header.place, "", CkptHdr.layout.size + count, header.len);
  ctx.pos += size;
  return bytes;
}

/** @throws CkptError EINVAL if the record is of another type */
export function checkType({ place, type }: RecordHeader): void {
  const expected = place.codec.layout.record?.type as number;
  if (type !== expected) throw wrongValue(place, headerField(place, "type"), "wrong-type", type, expected);
}

export function wrongLength({ place, type, len }: RecordHeader, expected: number | string): Error {
  const isOpening = place.offset === 0 && type === CkptHdrType.CKPT_HDR_HEADER;
  const summary = isOpening ? describeOtherVersion(len) : undefined;
  return wrongValue(place, headerField(place, "len"), "wrong-length", len, expected, summary);
}

/** The lengths that a record can have: `8..73`. */
export function lengthsUpTo(longest: number): string {
  return `${CkptHdr.layout.size}..${longest}`;
}

function headerField({ codec }: Place, name: "type" | "len"): string {
  return `${codec.layout.record?.header}.${name}`;
}

/** The first 8 bytes of an image that is big-endian: any others are read as little-endian, and refused if they are not. */
const bigEndianOpenings = [CkptHdrHeader, CkptV23HdrHeader].map(({ layout }) =>
  CkptHdr.be.encode({ type: CkptHdrType.CKPT_HDR_HEADER, len: layout.size }),
);

/** The byte order of an image, by the header of its first record. */
function orderOfOpening(bytes: Uint8Array): ByteOrder {
  return bigEndianOpenings.some((opening) => opening.every((byte, i) => byte === bytes[i])) ? "big" : "little";
}

/** What an image is that opens with a HEADER of this length, if it is of the version that restart does not take. */
function describeOtherVersion(len: number): string | undefined {
  if (len !== CkptV23HdrHeader.layout.size) return undefined;
  return `an image of format revision ${CkptV23Constant.CHECKPOINT_VERSION} (linux-cr v23), which this restart does not take`;
}
