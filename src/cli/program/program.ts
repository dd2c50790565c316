import { createRequire } from "node:module";
import { constants } from "node:os";
import { type Command, CommanderError, Option } from "commander";

/** Makes the action of a command of what gives its exit code. */
export type ExitWith = <A extends unknown[]>(
  run: (...args: A) => number | Promise<number>,
) => (...args: A) => Promise<void>;

/** Adds a command to the program, whose arguments are `args`. */
export type AddCommand = (program: Command, exitWith: ExitWith, args: readonly string[]) => void;

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
  addVersion(program);
  await program.parseAsync(args, { from: "user" });
  return code;
}

/**
 * Adds `--version`, to the commands that there are, too: behind their names, only they know what is the value of an option.
 * Commander's own would take the version, and so read a file, in every run.
 */
function addVersion(program: Command): void {
  program.enablePositionalOptions();
  for (const command of [program, ...allCommands(program)]) {
    const option = new Option("-V, --version", "output the version number").hideHelp(command !== program);
    command.addOption(option).on("option:version", () => {
      program.configureOutput().writeOut?.(`${version()}\n`);
      throw new CommanderError(0, "commander.version", version());
    });
  }
}

function allCommands({ commands }: Command): Command[] {
  return commands.flatMap((command) => [command, ...allCommands(command)]);
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
 * Does work that runs schemas. A schema is a program: it can end the process, or wait for something that never comes.
 * Neither comes back here; `complain` says so then, and the exit code is 1.
 */
export async function runningSchemas<T>(work: () => Promise<T>, complain: (message: string) => void): Promise<T> {
  const unfinished = (exitCode: number) => {
    // A signal is neither.
    if (signals.has(exitCode)) return;
    complain("a schema ended the program, or waits for something that never comes");
    process.exitCode = 1;
  };
  process.once("exit", unfinished);
  try {
    return await work();
  } finally {
    process.off("exit", unfinished);
  }
}

/** What to say of one of commander's own errors: with a hint, that takes two lines. */
export function usageError(error: string): string {
  return `${error.replace(/^error: |\n$/g, "").replaceAll("\n", " ")}; see --help`;
}
