import type { Command } from "commander";
import { troubleWithName } from "../../files/output-target.ts";
import { writeFile } from "../../files/replace-file.ts";

/** Adds `bytewright emit`. */
export function addEmit(program: Command, finish: (code: number) => void): void {
  const emit = program.command("emit").description("Writes a schema in another language.");
  emit
    .command("c")
    .description("Writes a C header with the structs, and assertions on every size and offset.")
    .requiredOption("--schema <file>", "schema module")
    .requiredOption("--out <file>", "header to write; - is standard output")
    .addHelpText("after", "\nExample:\n  $ bytewright emit c --schema schema/ckpt/index.ts --out checkpoint_hdr.h\n")
    .action(async ({ schema, out }: { schema: string; out: string }) => {
      finish(await emitC(schema, out));
    });
}

async function emitC(schema: string, out: string): Promise<number> {
  const trouble = out === "-" ? undefined : troubleWithName(out);
  if (trouble !== undefined) throw new Error(trouble);
  const { describeFailure, headerOf } = await import("../../../codegen/index.ts");
  try {
    const text = await headerOf(schema);
    if (out === "-") process.stdout.write(text);
    else writeFile(out, text);
    return 0;
  } catch (error) {
    process.stderr.write(describeFailure(error));
    return 1;
  }
}
