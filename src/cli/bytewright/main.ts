import { Command, CommanderError } from "commander";
import { Failure } from "../program/failure.ts";
import {
  type AddCommand,
  type Commands,
  isUnread,
  loadCommands,
  runCommands,
  runningSchemas,
  usageError,
} from "../program/program.ts";
import { nameProgram, print, report, reportFailure } from "../program/terminal.ts";
import type { Bound } from "../records/bound.ts";
import { recordCommands } from "../records/commands.ts";

const bound = async (): Promise<Bound> => (await import("./schema-option.ts")).bySchema;

const commands: Commands = {
  codegen: async () => runningAll((await import("./codegen.ts")).addCodegen),
  init: async () => (await import("./init.ts")).addInit,
  emit: async () => runningAll((await import("./emit.ts")).addEmit),
  verify: async () => (await import("../records/verify.ts")).addVerify(await bound()),
  ...recordCommands(bound),
};

/** A command that may run schemas, and write, as long as it runs. What it throws says all in its message. */
function runningAll(add: AddCommand): AddCommand {
  return (program, exitWith, args) =>
    add(
      program,
      (run) => exitWith((...given) => watchingOutput(() => runningSchemas(async () => run(...given), report))),
      args,
    );
}

async function watchingOutput(work: () => Promise<number>): Promise<number> {
  let isLost = false;
  // Nobody need read what is written (`| head`); that it cannot be written for another reason is a failure.
  process.stdout.on("error", (error) => {
    if (isUnread(error) || isLost) return;
    isLost = true;
    report(`standard output: ${error.message}`);
  });
  process.stderr.on("error", () => {});
  const code = await work().catch((error) => {
    if (error instanceof CommanderError) throw error;
    throw new Failure(error instanceof Error ? error.message : String(error));
  });
  // Errors are told when what was written before has had its turn.
  await new Promise((resolve) => process.stdout.write("", () => setImmediate(resolve)));
  return isLost ? 1 : code;
}

/** The exit code of diff where it fails, as of diff(1): 1 says that files differ. */
const trouble = 2;

/** Runs `bytewright` with these arguments and gives its exit code: 0 good, 1 failed, 2 usage; `diff` has its own. */
export async function main(args: readonly string[]): Promise<number> {
  nameProgram("bytewright");
  const program = new Command("bytewright")
    .description("Describes binary records once, as C lays them out; generates their codecs, shows and edits them.")
    .addHelpText("after", "\nExample:\n  $ bytewright codegen --schema schema/ckpt/index.ts --out generated/ckpt\n")
    .exitOverride()
    .configureOutput({ writeOut: (text) => void print(text), outputError: (text) => report(usageError(text)) });
  try {
    return await runCommands(program, await loadCommands(commands, args[0]), args);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const failed = reportFailure(error);
    return args[0] === "diff" ? trouble : failed;
  }
}
