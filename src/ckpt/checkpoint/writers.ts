import { CkptHdr, CkptHdrBuffer, CkptHdrString } from "../../../generated/ckpt/index.ts";
import { type Driver, write } from "../../io/effects.ts";
import { Interrupted } from "../../io/errors.ts";
import type { Codec } from "../../wire/codec.ts";
import { CkptError } from "../ckpt-error.ts";
import { type CkptContext, MAX_LENGTH } from "../context.ts";
import { DebugLevel, debug } from "../debug.ts";

/** Writes a whole record. */
export function* writeRecord<T, Init>(ctx: CkptContext, codec: Codec<T, Init>, value: Init): Driver<void> {
  yield* put(ctx, codec.encode(value), codec.name);
}

/** Writes the header of a record with `size` bytes of payload, which the caller writes next. */
export function* writePayloadHeader(ctx: CkptContext, type: number, size: number): Driver<void> {
  const len = CkptHdr.layout.size + size;
  if (!Number.isInteger(len) || size < 0 || len > MAX_LENGTH) {
    throw new CkptError("EINVAL", `a payload of ${size} bytes does not fit into a record`);
  }
  yield* put(ctx, CkptHdr.encode({ type, len }), CkptHdr.name);
}

export function* writeBuffer(ctx: CkptContext, payload: Uint8Array): Driver<void> {
  yield* writeRecord(ctx, CkptHdrBuffer, { payload });
}

export function* writeString(ctx: CkptContext, payload: Uint8Array): Driver<void> {
  yield* writeRecord(ctx, CkptHdrString, { payload });
}

function* put(ctx: CkptContext, bytes: Uint8Array, name: string): Driver<void> {
  debug(ctx.debug, DebugLevel.RW, "%s at 0x%llx: %u bytes", name, ctx.pos, bytes.length);
  try {
    yield* write(bytes);
  } catch (error) {
    if (error instanceof Interrupted && error.handedOver) ctx.pos += bytes.length;
    throw error;
  }
  ctx.pos += bytes.length;
}
