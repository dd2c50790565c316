import { CkptHdr, CkptHdrError, CkptHdrType } from "../../../generated/ckpt/index.ts";
import { type Driver, read } from "../../io/effects.ts";
import { getText } from "../../wire/text.ts";
import { CkptError } from "../ckpt-error.ts";
import type { CkptContext } from "../context.ts";
import { isLength } from "../length.ts";
import { inImageOrder } from "./in-image-order.ts";
import { cutOff } from "./refusal.ts";

/** Bytes of a reason that are kept; a writer's messages have 1024 at most. */
const MAX_REASON = 64 * 1024;

/**
 * Reads what an ERROR record has to say, its header at `offset` having been read, and gives the answer: EIO with the
 * reason. The reason is the record's own payload or, as the writer has it, the STRING behind an empty one.
 *
 * @throws CkptError EPIPE if the record itself is cut off
 */
export function* readImageError(ctx: CkptContext, offset: number, len: number): Driver<CkptError> {
  const size = len - CkptHdr.layout.size;
  const reason = size === 0 ? yield* readFollowingString(ctx) : yield* readOwnPayload(ctx, offset, size);
  const text = textOf(reason);
  const where = `at 0x${offset.toString(16)}: ${CkptHdrError.name}: the checkpoint failed`;
  return new CkptError("EIO", `${where}${text === "" ? ", no reason is given" : `: ${text}`}`, { offset, text });
}

function* readOwnPayload(ctx: CkptContext, offset: number, size: number): Driver<Uint8Array> {
  const { bytes, count } = yield* read(size, MAX_REASON);
  const header = CkptHdr.layout.size;
  if (count < size) throw cutOff({ codec: CkptHdrError, offset }, "", header + count, header + size);
  ctx.pos += size;
  return bytes;
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

/** Without the NUL that a reason starts with, and those it may end with. */
function textOf(reason: Uint8Array): string {
  return getText(reason, reason[0] === 0 ? 1 : 0, reason.length);
}
