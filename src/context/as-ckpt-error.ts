import { Interrupted, ReadFailed, WriteFailed } from "../io/errors.ts";
import { BytewrightError } from "../wire/errors.ts";
import { CkptError } from "./ckpt-error.ts";
import { errnoOf } from "./errno.ts";

/**
 * The answer to whatever stopped a driver after `pos` bytes. What is neither the image's, the options' nor the
 * system's trouble (a bug, or an error of the caller's own code) is given back as it is.
 */
export function asCkptError(error: unknown, pos: number): unknown {
  const answer = translate(error);
  if (answer instanceof CkptError) answer.pos = pos;
  return answer;
}

function translate(error: unknown): unknown {
  if (error instanceof Interrupted) return new CkptError("EINTR", error.message, { cause: error.cause });
  if (error instanceof BytewrightError) return new CkptError("EINVAL", undefined, { fault: error, cause: error });
  if (error instanceof ReadFailed || error instanceof WriteFailed) {
    return new CkptError(errnoOf(error.cause), error.message, { cause: error.cause });
  }
  return error;
}
