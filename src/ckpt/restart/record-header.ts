import { CkptHdr, CkptHdrError, CkptHdrType } from "../../../generated/ckpt/index.ts";
// Not from the index: of a hundred modules, this takes what it needs.
import { CkptConstant as CkptV23Constant } from "../../../generated/ckpt-v23/ckpt-constant.ts";
import { CkptHdrHeader as CkptV23HdrHeader } from "../../../generated/ckpt-v23/ckpt-hdr-header.ts";
import { type Driver, read } from "../../io/index.ts";
import { getText, type OrderedCodec } from "../../wire/index.ts";
import { CkptError } from "../ckpt-error.ts";
import { type CkptContext, inImageOrder, isLength, MAX_LENGTH } from "../context.ts";
import { DebugLevel, debug } from "../debug.ts";
import { cutOff, type Place, wrongValue } from "./refusal.ts";

/** The header of a record in the image. */
interface RecordHeader {
  /** the record that should be there, and where that is */
  readonly place: Place;
  readonly bytes: Uint8Array;
  readonly type: number;
  /** bytes of the whole record, between 8 and 2^31 - 1 */
  readonly len: number;
}

/** The lengths that a record may have, its header included. */
export interface Lengths {
  readonly shortest: number;
  readonly longest: number;
}

/** All that a record can have, up to a longest. */
export function upTo(longest: number): Lengths {
  return { shortest: CkptHdr.layout.size, longest };
}

/** A record that can stand in an image, in either byte order. */
export type AnyRecordCodec = OrderedCodec<unknown>;

/** A record as it has been read: its header, and what has been kept of what follows that. */
export interface CheckedRecord {
  readonly header: RecordHeader;
  readonly rest: Uint8Array;
}

/** Reads a record and the first `keep` bytes behind its header. Length, bytes, then type, or that first, are checked. */
export function* readAndCheck(
  ctx: CkptContext,
  codec: AnyRecordCodec,
  lengths: Lengths,
  { keep, isTypeFirst = false }: { readonly keep?: number; readonly isTypeFirst?: boolean } = {},
): Driver<CheckedRecord> {
  const header = yield* readHeader(ctx, codec, lengths);
  if (isTypeFirst) checkType(header);
  checkLength(header, lengths);
  const rest = yield* readRest(ctx, header, keep);
  checkType(header);
  return { header, rest };
}

/**
 * Reads the header of the record that should come next. The first one of an image tells its byte order. `lengths` are
 * for the answer to one that no record has; `checkLength` tells whether it is one of them.
 *
 * @throws CkptError EPIPE if the image ends, EINVAL if the length cannot be one, EIO if an ERROR stands there
 */
function* readHeader(ctx: CkptContext, codec: AnyRecordCodec, lengths: Lengths): Driver<RecordHeader> {
  const place: Place = { codec, offset: ctx.pos };
  const { bytes, count } = yield* read(CkptHdr.layout.size);
  if (count < CkptHdr.layout.size) throw cutOff(place, codec.layout.record?.header ?? "", count, CkptHdr.layout.size);
  ctx.pos += count;
  // Any other image is read as little-endian, and refused if it is not.
  const isBigEndian = CkptHdr.be.decode(bytes).type === CkptHdrType.CKPT_HDR_HEADER;
  if (place.offset === 0) ctx.byteOrder = isBigEndian ? "big" : "little";
  const { type, len } = inImageOrder(ctx, CkptHdr).decode(bytes);
  debug(ctx.debug, DebugLevel.RW, `${codec.name} at 0x${place.offset.toString(16)}: type ${type}, ${len} bytes`);
  const header: RecordHeader = { place, bytes, type, len };
  const isError = type === CkptHdrType.CKPT_HDR_ERROR;
  if (!isLength(len)) {
    const { shortest, longest } = isError ? upTo(MAX_LENGTH) : lengths;
    throw wrongLength(header, shortest === longest ? longest : `${shortest}..${longest}`);
  }
  if (isError) throw yield* readImageError(ctx, { ...header, place: { codec: CkptHdrError, offset: place.offset } });
  return header;
}

/**
 * Reads what follows the header and gives the first `keep` bytes of it.
 *
 * @throws CkptError EPIPE if the image ends before the record does
 */
function* readRest(ctx: CkptContext, header: RecordHeader, keep?: number): Driver<Uint8Array> {
  const size = header.len - CkptHdr.layout.size;
  const { bytes, count } = yield* read(size, keep);
  if (count < size) throw cutOff(header.place, "", CkptHdr.layout.size + count, header.len);
  ctx.pos += size;
  return bytes;
}

/** @throws CkptError EINVAL if the record is of another type */
function checkType({ place, type }: RecordHeader): void {
  const expected = place.codec.layout.record?.type as number;
  if (type !== expected) throw wrongValue(place, headerField(place, "type"), "wrong-type", type, expected);
}

/** @throws CkptError EINVAL if the record has another length */
function checkLength(header: RecordHeader, { shortest, longest }: Lengths): void {
  if (header.len >= shortest && header.len <= longest) return;
  throw wrongLength(header, shortest === longest ? longest : `${longest} at most`);
}

function wrongLength({ place, type, len }: RecordHeader, expected: number | string): Error {
  const isOpening = place.offset === 0 && type === CkptHdrType.CKPT_HDR_HEADER;
  const summary = isOpening ? describeOtherVersion(len) : undefined;
  return wrongValue(place, headerField(place, "len"), "wrong-length", len, expected, summary);
}

function headerField({ codec }: Place, name: "type" | "len"): string {
  return `${codec.layout.record?.header}.${name}`;
}

/** What an image is that opens with a HEADER of this length, if it is of the version that restart does not take. */
function describeOtherVersion(len: number): string | undefined {
  if (len !== CkptV23HdrHeader.layout.size) return undefined;
  return `an image of format revision ${CkptV23Constant.CHECKPOINT_VERSION} (linux-cr v23), which this restart does not take`;
}

/** Bytes of a reason that are kept; a writer's messages have 1024 at most. */
const MAX_REASON = 64 * 1024;

/**
 * Reads what an ERROR record has to say, and gives the answer: EIO with the reason. That is the record's own payload or,
 * as the writer has it, the STRING behind an empty one.
 *
 * @throws CkptError EPIPE if the record itself is cut off
 */
function* readImageError(ctx: CkptContext, header: RecordHeader): Driver<CkptError> {
  const isEmpty = header.len === CkptHdr.layout.size;
  const reason = isEmpty ? yield* readFollowingString(ctx) : yield* readRest(ctx, header, MAX_REASON);
  // Without the NUL that a reason starts with, and those it may end with.
  const text = getText(reason, reason[0] === 0 ? 1 : 0, reason.length);
  const { offset } = header.place;
  const where = `at 0x${offset.toString(16)}: ${CkptHdrError.name}: the checkpoint failed`;
  return new CkptError("EIO", `${where}${text === "" ? ", no reason is given" : `: ${text}`}`, { offset, text });
}

// The ERROR alone settles the answer: a STRING that is missing, or cut off, only leaves less to say.
function* readFollowingString(ctx: CkptContext): Driver<Uint8Array> {
  const none = new Uint8Array(0);
  const header = yield* read(CkptHdr.layout.size);
  ctx.pos += header.count;
  if (header.count < CkptHdr.layout.size) return none;
  const { type, len } = inImageOrder(ctx, CkptHdr).decode(header.bytes);
  if (type !== CkptHdrType.CKPT_HDR_STRING || !isLength(len)) return none;
  const payload = yield* read(Math.min(len - CkptHdr.layout.size, MAX_REASON));
  ctx.pos += payload.count;
  return payload.bytes;
}
