import { Command, CommanderError } from "commander";
import { toPrintable } from "../../wire/printable.ts";
import { isUnread, runCommands, runningSchemas, usageError } from "../program/program.ts";
import { addCodegen } from "./codegen.ts";
import { addEmit } from "./emit.ts";

/** Runs `bytewright` with these arguments and gives its exit code: 0 good, 1 failed, 2 usage. */
export async function main(args: readonly string[]): Promise<number> {
  let isLost = false;
  // Nobody need read what is written (`| head`); that it cannot be written for another reason is a failure.
  process.stdout.on("error", (error) => {
    if (isUnread(error) || isLost) return;
    isLost = true;
    process.stderr.write(`bytewright: standard output: ${error.message}\n`);
  });
  process.stderr.on("error", () => {});
  const code = await run(args);
  // Errors are told when what was written before has had its turn.
  await new Promise((resolve) => process.stdout.write("", () => setImmediate(resolve)));
  return isLost ? 1 : code;
}

async function run(args: readonly string[]): Promise<number> {
  const program = new Command("bytewright")
    .description("Describes binary records once, as C lays them out, and generates their codecs.")
    .addHelpText("after", "\nExample:\n  $ bytewright codegen --schema schema/ckpt/index.ts --out generated/ckpt\n")
    .exitOverride()
    .configureOutput({ outputError: (text) => complain(usageError(text)) });
  try {
    return await runningSchemas(() => runCommands(program, [addCodegen, addEmit], args), complain);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Says something on standard error, in one line. */
function complain(message: string): void {
  process.stderr.write(`bytewright: ${toPrintable(message)}\n`);
}
