import { type Errno, errnoNamed, errnoNames } from "../io/errno.ts";
import { Interrupted, ReadFailed, WriteFailed } from "../io/index.ts";
import { BytewrightError, describeFault, type Fault } from "../wire/index.ts";

export { type Errno, errnos } from "../io/errno.ts";

export interface CkptErrorDetail {
  /** what is wrong with which bytes */
  readonly fault?: Fault;
  /** where in the image the trouble is, if no fault says so */
  readonly offset?: number;
  /** the reason that an ERROR in the image gives */
  readonly text?: string;
  readonly cause?: unknown;
}

/**
 * A checkpoint or restart that failed.
 *
 *     EINVAL  incompatible kernel version: at 0x18: ckpt_hdr_header.rev is 2, expected 3
 *     EPIPE   at 0x38: ckpt_hdr_buffer takes 73 bytes, 10 are left
 *     EIO     at 0x11b: ckpt_hdr_error: the checkpoint failed: [err -3][pos 283]…
 *
 * `message` and `text` may hold any characters that an image holds: escape them before printing.
 */
export class CkptError extends Error {
  override readonly name = "CkptError";
  readonly errno: Errno;
  /** where in the image the trouble is, if it is the image's */
  readonly offset: number | undefined;
  /** offset, record, field, found and expected, where the trouble is the image's bytes */
  readonly fault: Fault | undefined;
  /** for EIO: the reason that an ERROR in the image gives, empty if it gives none */
  readonly text: string | undefined;
  /** bytes of the image that had been read or written; the run that fails fills it in */
  pos = 0;

  constructor(errno: Errno, summary: string | undefined, detail: CkptErrorDetail = {}) {
    const parts = [summary, detail.fault && describeFault(detail.fault)].filter((part) => part !== undefined);
    super(parts.join(": "), detail.cause === undefined ? undefined : { cause: detail.cause });
    this.errno = errno;
    this.offset = detail.fault?.offset ?? detail.offset;
    this.fault = detail.fault;
    this.text = detail.text;
  }

  override toString(): string {
    return `${this.errno}: ${this.message}`;
  }
}

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

/** The errno of an error that Node gives for a failed system call or a closed stream; EIO where it has none. */
export function errnoOf(error: unknown): Errno {
  const { code, errno } = (error ?? {}) as { readonly code?: unknown; readonly errno?: unknown };
  if (typeof code !== "string") return "EIO";
  if (code.startsWith("ERR_STREAM_")) return "EPIPE";
  // Node has no code for EDQUOT and ESTALE.
  return errnoNames.find((name) => name === code) ?? errnoNamed(-Number(errno)) ?? "EIO";
}
