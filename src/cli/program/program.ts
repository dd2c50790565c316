import { constants } from "node:os";
import type { Command } from "commander";
import { thrownText } from "../../files/thrown-text.ts";

/** Makes the action of a command of what gives its exit code. */
export type ExitWith = <A extends unknown[]>(
  run: (...args: A) => number | Promise<number>,
) => (...args: A) => Promise<void>;

/** Adds a command to the program, whose arguments are `args`. */
export type AddCommand = (program: Command, exitWith: ExitWith, args: readonly string[]) => void;

/** Commands by name. One is loaded only when it is meant: starting takes longer than most of them run. */
export type Commands = { readonly [name: string]: () => Promise<AddCommand> };

/**
 * Whether output failed because nobody reads it any more. Of a socket, whose reader went with bytes unread, the system
 * says that the connection was reset.
 */
export function isUnread(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EPIPE" || code === "ECONNRESET";
}

/** What the program ends with when one of the signals has come that it listens to. */
const signals = new Set(["SIGHUP", "SIGINT", "SIGTERM"].map((name) => 128 + constants.signals[name as NodeJS.Signals]));

/**
 * Does work that runs schemas. A schema is a program: it can end the process, wait for something that never comes, or
 * fail when it has run: in a timer, say, or by a promise that it left rejected. None of it comes back here; `complain`
 * says so then, and the exit code is 1.
 */
export async function runningSchemas<T>(work: () => Promise<T>, complain: (message: string) => void): Promise<T> {
  let isIdle = false;
  const idle = () => {
    isIdle = true;
  };
  const unfinished = (exitCode: number) => {
    // A signal is neither.
    if (signals.has(exitCode)) return;
    complain(`a schema ${isIdle ? "waits for something that never comes" : "ended the program"}`);
    process.exitCode = 1;
  };
  const failed = (error: unknown) => {
    complain(`a schema failed after it had run: ${thrownText(error)}`);
    process.off("exit", unfinished);
    process.exit(1);
  };
  process.once("beforeExit", idle).once("exit", unfinished).once("uncaughtException", failed);
  try {
    return await work();
  } finally {
    process.off("beforeExit", idle).off("exit", unfinished).off("uncaughtException", failed);
  }
}
