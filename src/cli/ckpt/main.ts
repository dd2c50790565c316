import { Command, CommanderError } from "commander";
import { type Commands, loadCommands, runCommands, usageError } from "../program/program.ts";
import { nameProgram, print, report, reportFailure } from "../program/terminal.ts";
import { recordCommands } from "../records/commands.ts";

const commands: Commands = {
  checkpoint: async () => (await import("./checkpoint.ts")).addCheckpoint,
  restart: async () => (await import("./restart.ts")).addRestart,
  verify: async () => (await import("./verify.ts")).addVerify,
  ...recordCommands(async () => (await import("./families.ts")).byImage),
};

/** The exit code of diff where it fails, as of diff(1): 1 says that images differ. */
const trouble = 2;

/** Runs `ckpt` with these arguments and gives its exit code: 0 good, 1 bad image or failed, 2 usage; `diff` has its own. */
export async function main(args: readonly string[]): Promise<number> {
  nameProgram("ckpt");
  try {
    return await runCommands(createProgram(), await loadCommands(commands, args[0]), args);
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
