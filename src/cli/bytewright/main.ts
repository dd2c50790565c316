import { CommanderError } from "commander";
import { thrownText } from "../../files/thrown-text.ts";
import { Failure } from "../program/failure.ts";
import { runProgram } from "../program/main.ts";
import { type AddCommand, type Commands, runningSchemas } from "../program/program.ts";
import { report } from "../program/terminal.ts";
import type { Bound } from "../records/bound.ts";
import { recordCommands } from "../records/commands.ts";

const bound = async (): Promise<Bound> => (await import("./schema-option.ts")).bySchema;

const commands: Commands = {
  codegen: async () => runningAll((await import("./codegen.ts")).addCodegen),
  init: async () => (await import("./init.ts")).addInit,
  import: async () => (await (await import("./importing.ts")).loadImporting()).addImport,
  emit: async () => runningAll((await import("./emit.ts")).addEmit),
  layout: async () => (await import("./layout.ts")).addLayout,
  compat: async () => (await import("./compat.ts")).addCompat,
  verify: async () => (await import("../records/verify.ts")).addVerify(await bound()),
  ...recordCommands(bound),
};

/** A command that may run schemas as long as it runs. What it throws says all in its message. */
function runningAll(add: AddCommand): AddCommand {
  return (program, exitWith, args) =>
    add(
      program,
      (run) => exitWith((...given) => runningSchemas(async () => run(...given), report).catch(failPlainly)),
      args,
    );
}

function failPlainly(error: unknown): never {
  throw error instanceof CommanderError ? error : new Failure(thrownText(error));
}

/** Runs `bytewright` with these arguments and gives its exit code. */
export function main(args: readonly string[]): Promise<number> {
  const description =
    "Describes binary records once, as C lays them out; generates their codecs, shows and edits them.";
  const notes = "\nExample:\n  $ bytewright codegen --schema schema/ckpt/index.ts --out generated/ckpt\n";
  return runProgram({ name: "bytewright", description, notes, commands }, args);
}
