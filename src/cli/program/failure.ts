import { getSystemErrorMap } from "node:util";
import { errnoNamed } from "../../io/errno.ts";

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

/** The same for work that takes its time: what catches its failure. */
export function failingAs(file: string): (error: unknown) => never {
  return (error) => {
    throw named(file, error);
  };
}

/** The error as a failure that names the file it is about. */
export function named(file: string, error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(`${file}: ${describeError(error)}`, { cause: error });
}

/** Errors whose message is meant for users. By name: their classes would load what most runs do not need. */
const plain = ["Failure", "BytewrightError", "SchemaError", "ImportError"];

/** What went wrong: `ENOENT: no such file or directory`, `EINVAL: incompatible kernel version: …`. */
export function describeError(error: unknown): string {
  const reason = reasonOf(error);
  if (reason !== undefined) return `${reason.errno}: ${reason.message}`;
  if (!(error instanceof Error)) return `internal error: ${String(error)}`;
  return plain.includes(error.name) ? error.message : `internal error: ${error.name}: ${error.message}`;
}

/** The errno by name and what that means, where the system or a checkpoint or restart has failed with one. */
export function reasonOf(error: unknown): { readonly errno: string; readonly message: string } | undefined {
  const reason = unwrap(error);
  if (isSystemError(reason)) {
    const number = -reason.errno;
    const known = getSystemErrorMap().get(reason.errno);
    const [errno, message] = known ?? [errnoNamed(number) ?? `errno ${number}`, "unknown system error"];
    return { errno, message };
  }
  return reason instanceof Error && reason.name === "CkptError" ? (reason as Error & { errno: string }) : undefined;
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
