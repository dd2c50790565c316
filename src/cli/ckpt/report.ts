import { toPrintable } from "../../wire/printable.ts";
import { describeError, Failure } from "./failure.ts";
import { complain } from "./terminal.ts";

/** Says in one line what went wrong, and gives the exit code. With CKPT_DEBUG set, says where, too. */
export function reportFailure(error: unknown): number {
  report(describeError(error));
  if (process.env.CKPT_DEBUG && error instanceof Error) {
    const origin = error instanceof Failure && error.cause instanceof Error ? error.cause : error;
    complain(`${(origin.stack ?? "").split("\n").map(toPrintable).join("\n")}\n`);
  }
  return error instanceof Failure ? error.exitCode : 1;
}

/** Says something on standard error, in one line. */
export function report(message: string): void {
  complain(`ckpt: ${toPrintable(message)}\n`);
}
