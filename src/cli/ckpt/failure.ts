import { getSystemErrorMap } from "node:util";
import type { CkptError } from "../../ckpt/ckpt-error.ts";

/** Something that the user can understand and act on; `message` is all there is to say. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode: number;

  constructor(message: string, options: { readonly cause?: unknown; readonly exitCode?: number } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}

/** Does some work on a file; a failure then names the file. */
export function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw named(file, error);
  }
}

/** The error as a failure that names the file it is about. */
export function named(file: string, error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(`${file}: ${describeError(error)}`, { cause: error });
}

/** Errors whose message is meant for users. By name: their classes would load what most runs do not need. */
const plain = ["Failure", "BytewrightError", "JsonLineError", "SchemaError", "TooLargeToCompare", "NotSyncedError"];

/** What went wrong: `ENOENT: no such file or directory`, `EINVAL: incompatible kernel version: …`. */
export function describeError(error: unknown): string {
  const reason = unwrap(error);
  if (!(reason instanceof Error)) return `internal error: ${String(reason)}`;
  if (isSystemError(reason)) return describeSystemError(reason);
  if (reason.name === "CkptError") return `${(reason as CkptError).errno}: ${reason.message}`;
  return plain.includes(reason.name) ? reason.message : `internal error: ${reason.name}: ${reason.message}`;
}

/** The system's own error, where an error only passes that on. */
export function unwrap(error: unknown): unknown {
  const { message, cause } = (error ?? {}) as Partial<Error>;
  return isSystemError(cause) && cause.message === message ? cause : error;
}

/** A system call that failed. */
export function isSystemError(error: unknown): error is Error & { readonly code: string; readonly errno: number } {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown };
  return error instanceof Error && typeof code === "string" && typeof errno === "number";
}

/** What the system says of an error, without the call and the file that Node adds. */
export function systemReason({ errno }: { readonly errno: number }): {
  readonly code: string;
  readonly message: string;
} {
  const [code, message] = getSystemErrorMap().get(errno) ??
    unnamed.get(-errno) ?? [`errno ${-errno}`, "unknown system error"];
  return { code, message };
}

/** `ENOENT: no such file or directory` */
export function describeSystemError(error: { readonly errno: number }): string {
  const { code, message } = systemReason(error);
  return `${code}: ${message}`;
}

/** What Node has no name for and people meet all the same, by Linux's numbers. */
const unnamed: ReadonlyMap<number, readonly [string, string]> = new Map([
  [116, ["ESTALE", "stale file handle"]],
  [122, ["EDQUOT", "disk quota exceeded"]],
]);
