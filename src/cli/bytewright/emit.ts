import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { attempt } from "../../files/attempt.ts";
import { writeFile } from "../../files/output.ts";
import { resolveOutput } from "../../files/output-target.ts";
import { packSchema } from "../../files/schema-loader.ts";
import type { ExitWith } from "../program/program.ts";
import { complain, print } from "../program/terminal.ts";

const example = "\nExample:\n  $ bytewright emit c --schema schema/ckpt/index.ts --out checkpoint_hdr.h\n";

/** Adds `bytewright emit`. */
export function addEmit(program: Command, exitWith: ExitWith): void {
  const emit = program
    .command("emit")
    .description("Writes a schema in another language.")
    .addHelpText("after", example);
  emit
    .command("c")
    .description("Writes a C header with the structs, and assertions on every size and offset.")
    .requiredOption("--schema <file>", "schema module")
    .requiredOption("--out <file>", "header to write; - is standard output")
    .addHelpText("after", example)
    .action(exitWith(emitC));
}

async function emitC({ schema, out }: { readonly schema: string; readonly out: string }): Promise<number> {
  const { describeFailure, headerOf } = await import("../../../codegen/index.ts");
  try {
    const target = resolveOutput(out);
    if (target.kind === "file" && isOneOf((await packSchema(resolve(schema))).places, out)) {
      throw new Error(`${out}: is part of the schema, and would be replaced; give another --out`);
    }
    const text = await headerOf(schema);
    // By any of its names: that nobody reads on is no failure there.
    if (target.kind === "descriptor" && target.fd === 1) print(text);
    else await writeFile(out, text);
    return 0;
  } catch (error) {
    complain(describeFailure(error));
    return 1;
  }
}

/** Whether a name leads to one of these files. */
function isOneOf(files: ReadonlySet<string>, name: string): boolean {
  const target = attempt(() => realpathSync(name));
  return target !== undefined && [...files].some((file) => attempt(() => realpathSync(file)) === target);
}
