import { Command, CommanderError } from "commander";
import { type AddCommand, runCommands, usageError } from "../program/program.ts";
import { print, report, reportFailure } from "./terminal.ts";

// A command is loaded only when it is meant: starting takes longer than most of them run.
const commands: { readonly [name: string]: () => Promise<AddCommand> } = {
  checkpoint: async () => (await import("./checkpoint.ts")).addCheckpoint,
  restart: async () => (await import("./restart.ts")).addRestart,
  verify: async () => (await import("./verify.ts")).addVerify,
  inspect: async () => (await import("./inspect.ts")).addInspect,
  decode: async () => (await import("./decode.ts")).addDecode,
  encode: async () => (await import("./encode.ts")).addEncode,
  diff: async () => (await import("./diff.ts")).addDiff,
};

/** The exit code of diff where it fails, as of diff(1): 1 says that images differ. */
const trouble = 2;

/** Runs `ckpt` with these arguments and gives its exit code: 0 good, 1 bad image or failed, 2 usage; `diff` has its own. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await runCommands(createProgram(), await loadCommands(args[0]), args);
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

function createProgram(): Command {
  return new Command("ckpt")
    .description("Takes, restarts, checks, shows and edits checkpoint images.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void print(text),
      // Only help that nobody asked for, which takes many lines: see `answer`.
      writeErr: () => {},
      outputError: (text) => report(usageError(text)),
    })
    .addHelpText(
      "after",
      "\nA file - is standard input or output. Exit codes: 0 good, 1 bad image or failed, 2 usage;\nof diff: 0 the same, 1 different, 2 failed or usage.\nWhat takes over a second shows its progress on standard error, if that is a terminal.",
    )
    .addHelpText("after", "\nExample:\n  $ ckpt verify bash.ckpt");
}

/** The command that is named first; none to tell the version; all of them for what lists or guesses commands. */
function loadCommands(first = ""): Promise<AddCommand[]> {
  if (first === "--version" || first === "-V") return Promise.resolve([]);
  const load = Object.hasOwn(commands, first) ? commands[first] : undefined;
  return Promise.all((load === undefined ? Object.values(commands) : [load]).map((one) => one()));
}
