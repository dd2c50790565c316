import type { ByteOrder } from "../wire/codec.ts";
import { CkptError } from "./ckpt-error.ts";
import { type Debug, debugFromEnvironment } from "./debug.ts";
import type { MessageTask } from "./format.ts";

/** What one run of a driver knows about itself. */
export interface CkptContext {
  /** bytes of the image that have been read or written */
  pos: number;
  /** the task that is being worked on, for messages */
  task: MessageTask | undefined;
  /** of the image; little until its HEADER says otherwise */
  byteOrder: ByteOrder;
  readonly debug: Debug;
}

/** What every checkpoint and restart takes. */
export interface RunOptions {
  /** must be 0: no flag is known */
  readonly flags?: number;
  /** ends the run with EINTR when aborted */
  readonly signal?: AbortSignal;
  /** default: what the environment's CKPT_DEBUG asks for, on stderr */
  readonly debug?: Debug;
}

export function createContext(debug: Debug = debugFromEnvironment()): CkptContext {
  return { pos: 0, task: undefined, byteOrder: "little", debug };
}

/** @throws CkptError EINVAL if any flag is given */
export function checkFlags(flags: number = 0): void {
  if (flags !== 0) throw new CkptError("EINVAL", `flags are 0x${flags.toString(16)}, expected 0`);
}
