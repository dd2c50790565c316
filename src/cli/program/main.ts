import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { attempt } from "../../files/attempt.ts";
import { isReplaced } from "../../files/output-target.ts";
import type { AddCommand, Commands, ExitWith } from "./program.ts";
import { nameProgram, print, report, reportFailure } from "./terminal.ts";

/** What a program says of itself, and its commands. */
export interface Program {
  readonly name: string;
  readonly description: string;
  readonly notes: string;
  readonly commands: Commands;
}

/** The exit code of diff where it fails, as of diff(1): 1 says that files differ. */
const trouble = 2;

/** Runs a program with these arguments and gives its exit code: 0 good, 1 bad or failed, 2 usage; `diff` has its own. */
export async function runProgram(
  { name, description, notes, commands }: Program,
  args: readonly string[],
): Promise<number> {
  nameProgram(name);
  const program = new Command(name)
    .description(description)
    .addHelpText("after", notes)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void print(text),
      // Only help that nobody asked for, which takes many lines: see `answer`.
      writeErr: () => {},
      outputError: (text) => report(usageError(text)),
    });
  let code = 0;
  const exitWith: ExitWith =
    (run) =>
    async (...given) => {
      code = await run(...given);
    };
  try {
    for (const add of await loadCommands(commands, args[0])) add(program, exitWith, args);
    // Behind a command's name, only that knows what is the value of an option.
    program.enablePositionalOptions().version(version());
    refuseReplaced(program, args);
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return answer(error, args);
    const failed = reportFailure(error);
    return args[0] === "diff" ? trouble : failed;
  }
}

/** The exit code where commander has stopped. Where it only wanted to show help, says what is missing. */
function answer({ code, exitCode }: CommanderError, [first, second]: readonly string[]): number {
  if (exitCode === 0) return 0;
  if (code === "commander.help") {
    const isNamed = first === "help" && second !== undefined;
    report(`${isNamed ? `unknown command '${second}'` : "no command"}; see --help`);
  }
  return 2;
}

/** The command that is named first; none to tell the version; all of them for what lists or guesses commands. */
function loadCommands(commands: Commands, first = ""): Promise<AddCommand[]> {
  if (first === "--version" || first === "-V") return Promise.resolve([]);
  const load = Object.hasOwn(commands, first) ? commands[first] : undefined;
  return Promise.all((load === undefined ? Object.values(commands) : [load]).map((one) => one()));
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

/** What to say of one of commander's own errors: with a hint, that takes two lines. */
function usageError(error: string): string {
  return `${error.replace(/^error: |\n$/g, "").replaceAll("\n", " ")}; see --help`;
}
