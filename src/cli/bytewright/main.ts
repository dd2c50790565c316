import { Command, CommanderError } from "commander";
import { addCodegen } from "./codegen.ts";
import { addEmit } from "./emit.ts";
import { addVersion } from "./version.ts";
import { watchOutput } from "./watch-output.ts";

/** Runs `bytewright` with these arguments and gives its exit code: 0 good, 1 failed, 2 usage. */
export async function main(args: readonly string[]): Promise<number> {
  const output = watchOutput();
  const code = await run(args);
  return (await output.hasFailed()) ? 1 : code;
}

async function run(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command("bytewright")
    .description("Describes binary records once, as C lays them out, and generates their codecs.")
    .addHelpText("after", "\nExample:\n  $ bytewright codegen --schema schema/ckpt/index.ts --out generated/ckpt\n")
    .exitOverride()
    .configureOutput({ outputError: (text) => process.stderr.write(`bytewright: ${toSentence(text)}; see --help\n`) });
  const finish = (result: number) => {
    code = result;
  };
  addVersion(program);
  addCodegen(program, finish);
  addEmit(program, finish);
  // A schema is a program: it can end the process, or wait for something that never comes.
  const unfinished = (exitCode: number) => {
    // A signal is neither.
    if (exitCode > 128) return;
    process.stderr.write("bytewright: a schema ended the program, or waits for something that never comes\n");
    process.exitCode = 1;
  };
  process.once("exit", unfinished);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Asking for help or the version is no mistake; anything else commander stops at is one.
    return error.exitCode === 0 ? 0 : 2;
  } finally {
    process.off("exit", unfinished);
  }
  return code;
}

/** One of commander's own errors: with a hint, it takes two lines. */
function toSentence(error: string): string {
  return error.replace(/^error: |\n$/g, "").replaceAll("\n", " ");
}
