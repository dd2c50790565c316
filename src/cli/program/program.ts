import { createRequire } from "node:module";
import { constants } from "node:os";
import type { Command } from "commander";
import { attempt } from "../../files/attempt.ts";
import { isReplaced } from "../../files/output-target.ts";
import { thrownText } from "../../files/thrown-text.ts";

/** Makes the action of a command of what gives its exit code. */
export type ExitWith = <A extends unknown[]>(
  run: (...args: A) => number | Promise<number>,
) => (...args: A) => Promise<void>;

/** Adds a command to the program, whose arguments are `args`. */
export type AddCommand = (program: Command, exitWith: ExitWith, args: readonly string[]) => void;

/** Commands by name. One is loaded only when it is meant: starting takes longer than most of them run. */
export type Commands = { readonly [name: string]: () => Promise<AddCommand> };

/** The command that is named first; none to tell the version; all of them for what lists or guesses commands. */
export function loadCommands(commands: Commands, first = ""): Promise<AddCommand[]> {
  if (first === "--version" || first === "-V") return Promise.resolve([]);
  const load = Object.hasOwn(commands, first) ? commands[first] : undefined;
  return Promise.all((load === undefined ? Object.values(commands) : [load]).map((one) => one()));
}

/**
 * Runs a program of these commands, and gives the exit code of the one that is meant.
 *
 * @throws CommanderError where commander stops: with the exit code 0 for help and the version, which is no mistake
 */
export async function runCommands(
  program: Command,
  commands: readonly AddCommand[],
  args: readonly string[],
): Promise<number> {
  let code = 0;
  const exitWith: ExitWith =
    (run) =>
    async (...given) => {
      code = await run(...given);
    };
  for (const add of commands) add(program, exitWith, args);
  // Behind a command's name, only that knows what is the value of an option.
  program.enablePositionalOptions().version(version());
  refuseReplaced(program, args);
  await program.parseAsync(args, { from: "user" });
  return code;
}

/** Refuses what may be the name of another file than was meant: Node makes U+FFFD of bytes that are no UTF-8. */
function refuseReplaced(program: Command, args: readonly string[]): void {
  const refuse = (what: string) => program.error(`error: ${what} is no UTF-8, or has U+FFFD in it`);
  const replaced = args.find(isReplaced);
  if (replaced !== undefined) refuse(`the argument '${replaced}'`);
  // The folder may be gone.
  if (isReplaced(attempt(() => process.cwd()) ?? "")) refuse("the current folder's name");
}

/** The version in the package's package.json, wherever in it this module runs from. */
function version(): string {
  return createRequire(import.meta.url)("bytewright/package.json").version;
}

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

/** What to say of one of commander's own errors: with a hint, that takes two lines. */
export function usageError(error: string): string {
  return `${error.replace(/^error: |\n$/g, "").replaceAll("\n", " ")}; see --help`;
}
