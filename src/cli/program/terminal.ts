import { isatty } from "node:tty";
import { WriteFailed } from "../../io/effects.ts";
import { fdPort } from "../../io/fd-port.ts";
import { toPrintable } from "../../wire/printable.ts";
import { describeError, Failure } from "./failure.ts";
import { isUnread } from "./program.ts";

export const stdin = 0;
export const stdout = 1;
export const stderr = 2;

// Synchronous, so that nothing is lost or out of order when the program ends. What goes to stderr never fails, as a log.
const port = fdPort(stdout, stderr);

/** stands in front of what is said on standard error */
let program = "";
let closed = false;

/** To be called before anything is said. */
export function nameProgram(name: string): void {
  program = name;
}

/**
 * Writes to standard output. False once nobody reads it any more (`| head`): that is no failure, but there is no use
 * in going on.
 *
 * @throws Failure if it cannot be written to for another reason
 */
export function print(output: string | Uint8Array): boolean {
  if (closed || output.length === 0) return !closed;
  try {
    port.write?.(typeof output === "string" ? Buffer.from(output) : output);
  } catch (error) {
    if (!(error instanceof WriteFailed)) throw error;
    if (!isUnread(error.cause)) {
      throw new Failure(`standard output: ${describeError(error.cause)}`, { cause: error });
    }
    closed = true;
  }
  return !closed;
}

/** Writes to standard error. */
export function complain(text: string): void {
  port.log?.(Buffer.from(text));
}

/** Characters in a line of the terminal that standard output is. */
export function columnsOfTerminal(): number | undefined {
  return isatty(stdout) ? process.stdout.columns : undefined;
}

/** Whether text on standard output is for a person at a terminal. NO_COLOR and TERM=dumb are respected. */
export async function wantsColours(): Promise<boolean> {
  if (!isatty(stdout)) return false;
  return (await import("picocolors")).default.isColorSupported;
}

/** Says in one line what went wrong, and gives the exit code. With CKPT_DEBUG or BYTEWRIGHT_DEBUG set, says where, too. */
export function reportFailure(error: unknown): number {
  report(describeError(error));
  if (process.env[`${program.toUpperCase()}_DEBUG`] && error instanceof Error) {
    const origin = error instanceof Failure && error.cause instanceof Error ? error.cause : error;
    complain(`${(origin.stack ?? "").split("\n").map(toPrintable).join("\n")}\n`);
  }
  return error instanceof Failure ? error.exitCode : 1;
}

/** Says something on standard error, in one line. */
export function report(message: string): void {
  complain(`${program}: ${toPrintable(message)}\n`);
}
