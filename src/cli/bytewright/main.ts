import { Command, CommanderError } from "commander";
import { addCodegen } from "./codegen.ts";
import { addEmit } from "./emit.ts";
import { version } from "./version.ts";

/** Runs `bytewright` with these arguments and gives its exit code: 0 good, 1 failed, 2 usage. */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command("bytewright")
    .description("Describes binary records once, as C lays them out, and generates their codecs.")
    .version(version())
    .addHelpText("after", "\nExample:\n  $ bytewright codegen --schema schema/ckpt/index.ts --out generated/ckpt\n")
    .exitOverride()
    .showHelpAfterError("(see --help)");
  const finish = (result: number) => {
    code = result;
  };
  addCodegen(program, finish);
  addEmit(program, finish);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Asking for help or the version is no mistake; anything else commander stops at is one.
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}
