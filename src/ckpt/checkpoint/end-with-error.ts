import { CkptHdrError } from "../../../generated/ckpt/index.ts";
import { type Driver, log } from "../../io/effects.ts";
import { WriteFailed } from "../../io/errors.ts";
import { originOf } from "../call-site.ts";
import { asCkptError, CkptError } from "../ckpt-error.ts";
import type { CkptContext } from "../context.ts";
import { DebugLevel, debug } from "../debug.ts";
import { format } from "../format.ts";
import { makeMessage } from "../message.ts";
import { writeRecord, writeString } from "./writers.ts";

/**
 * Ends an image that cannot be completed: an ERROR and a STRING with the reason, which goes to the log, too.
 * Gives what the caller is to throw.
 */
export function* endWithError(ctx: CkptContext, error: unknown): Driver<unknown> {
  const answer = asCkptError(error, ctx.pos);
  const errno = answer instanceof CkptError ? answer.errno : "EIO";
  const reason = answer instanceof Error ? answer.message : String(answer);
  debug(ctx.debug, DebugLevel.BASE | DebugLevel.SYS, "checkpoint: %s", String(answer));
  const text = format("[E @ %s]%(T)%s", [originOf(error), reason], ctx.task);
  const message = makeMessage(errno, ctx.pos, text);
  if (atRecordBoundary(error)) yield* writeReason(ctx, message.payload);
  yield* log(message.text);
  return answer;
}

function atRecordBoundary(error: unknown): boolean {
  return !(error instanceof WriteFailed && error.partial);
}

function* writeReason(ctx: CkptContext, reason: Uint8Array): Driver<void> {
  try {
    yield* writeRecord(ctx, CkptHdrError, { payload: new Uint8Array(0) });
    yield* writeString(ctx, reason);
  } catch {
    // What went wrong first is the answer.
  }
}
