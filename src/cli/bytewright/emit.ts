import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { Language } from "../../../codegen/index.ts";
import { attempt } from "../../files/attempt.ts";
import { writeFile } from "../../files/output.ts";
import { resolveOutput } from "../../files/output-target.ts";
import { packSchema } from "../../files/schema-loader.ts";
import type { AbiName } from "../../layout/abis.ts";
import type { ExitWith } from "../program/program.ts";
import { print } from "../program/terminal.ts";
import { abiOption } from "./options.ts";
import { enterProject } from "./project.ts";
import { failingIn } from "./report.ts";

/** The languages that a schema can be written in: what the command does, and a file to write. */
const languages: { readonly [L in Language]: readonly [description: string, example: string] } = {
  c: ["Writes a C header with the structs, and assertions on every size and offset.", "checkpoint_hdr.h"],
  markdown: ["Writes a page with a picture, offsets, sizes and meaning of all records.", "ckpt.md"],
  ksy: ["Writes a schema for Kaitai Struct; what that cannot say is told at its top.", "ckpt.ksy"],
};

/** Adds `bytewright emit`. */
export function addEmit(program: Command, exitWith: ExitWith): void {
  const emit = program.command("emit").description("Writes a schema in another language.");
  for (const [language, [description, file]] of Object.entries(languages)) {
    const example = `\nExample:\n  $ bytewright emit ${language} --schema schema/ckpt/index.ts --out ${file}\n`;
    if (language === "c") emit.addHelpText("after", example);
    emit
      .command(language)
      .description(description)
      .requiredOption("--schema <file>", "schema module")
      .requiredOption("--out <file>", "file to write; - is standard output")
      .addOption(abiOption())
      .addHelpText("after", example)
      .action(exitWith((options: EmitOptions) => emitIn(language as Language, options)));
  }
}

interface EmitOptions {
  readonly schema: string;
  readonly out: string;
  readonly abi?: AbiName;
}

function emitIn(language: Language, given: EmitOptions): Promise<number> {
  return failingIn("text", async () => {
    const { textIn } = await import("../../../codegen/index.ts");
    const { config, inProject } = await enterProject();
    const schema = inProject(given.schema);
    const out = given.out === "-" ? given.out : inProject(given.out);
    const target = resolveOutput(out);
    if (target.kind === "file" && isOneOf((await packSchema(resolve(schema))).places, out)) {
      throw new Error(`${out}: is part of the schema, and would be replaced; give another --out`);
    }
    const text = await textIn(language, schema, given.abi ?? config.abi);
    // By any of its names: that nobody reads on is no failure there.
    if (target.kind === "descriptor" && target.fd === 1) print(text);
    else await writeFile(out, text);
    return 0;
  });
}

/** Whether a name leads to one of these files. */
function isOneOf(files: ReadonlySet<string>, name: string): boolean {
  const target = attempt(() => realpathSync(name));
  return target !== undefined && [...files].some((file) => attempt(() => realpathSync(file)) === target);
}
