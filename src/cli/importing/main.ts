import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Command, Option } from "commander";
import { writeFile } from "../../files/output.ts";
import { resolveOutput } from "../../files/output-target.ts";
import { type CTypes, type ReadOptions, readTypes as read } from "../../import/index.ts";
import { mark, type SchemaFiles, writeSchema } from "../../import/schema/index.ts";
import { abis } from "../../layout/abis.ts";
import { Failure, failingAs, isSystemError, named, naming } from "../program/failure.ts";
import type { ExitWith } from "../program/program.ts";
import { addReaderOptions, listed } from "../program/reader-options.ts";
import { print, report } from "../program/terminal.ts";

interface Options extends ReadOptions {
  readonly type?: readonly string[];
  readonly out?: string;
}

/** Adds `bytewright import`. */
export function addImport(program: Command, exitWith: ExitWith): void {
  const command = program
    .command("import")
    .description("Writes a schema of the C types that a file tells of, each with those it needs.")
    .argument("<file...>", "object file or program with debugging information (-g), C header or source, or BTF")
    .option("--type <name>", "struct, union, enum or typedef; task_* is any of many (default: all; repeatable)", listed)
    .option("--constants <name>", "macros and enumerators to write as an enumeration, as EV_* (repeatable)", listed)
    .option("--out <file>", "schema to write (default: standard output)")
    .addOption(new Option("--abi <name>", "ABI, where the file does not tell it").choices(Object.keys(abis)));
  addReaderOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  $ bytewright import device.h --type 'device_*' --out schema/device.ts\n  $ bytewright import /sys/kernel/btf/vmlinux --type task_struct\n",
    )
    .action(exitWith(importTypes));
}

async function importTypes(files: string[], options: Options): Promise<number> {
  const { type = [], out = "-", constants } = options;
  const all = files.map((file) => readTypes(file, options));
  const [abi = "", another] = new Set(all.map((one) => one.abi));
  if (another !== undefined) throw new Failure(`${files.join(", ")}: are for ${abi} and ${another}`);
  const types = {
    abi,
    types: all.flatMap((one) => one.types),
    constants: all.flatMap((one) => one.constants ?? []),
  };
  const source = files.join(", ");
  const { kind } = naming(out, () => resolveOutput(out));
  const file = kind === "file" ? basename(out) : undefined;
  const { files: texts, told } = naming(source, () => writeSchema(types, { names: type, constants, source, file }));
  for (const line of told) report(line);
  const [text = ""] = texts.values();
  if (out === "-") print(text);
  else if (kind === "file") await writeFiles(out, texts);
  else await writeFile(out, text).catch(failingAs(out));
  return 0;
}

/**
 * The types that a file tells.
 * @throws Failure or ImportError that names the file
 */
export function readTypes(file: string, options: ReadOptions = {}): CTypes {
  try {
    return read(file, options);
  } catch (error) {
    throw isSystemError(error) ? named((error as NodeJS.ErrnoException).path ?? file, error) : error;
  }
}

/** Whether there is a file that somebody else has written. */
function isOthers(file: string): boolean {
  return existsSync(file) && !naming(file, () => readFileSync(file, "utf8")).startsWith(mark);
}

/** Writes the files that the asked one exports before that, so that it is never without them; no file that is not import's. */
async function writeFiles(out: string, texts: SchemaFiles["files"]): Promise<void> {
  const folder = dirname(out);
  const others = [...texts.keys()].map((name) => join(folder, name)).filter(isOthers);
  if (others.length > 0) throw new Failure(`${others[0]}: was not written by import, and stays; give another --out`);
  naming(folder, () => mkdirSync(folder, { recursive: true }));
  for (const [name, text] of texts) await writeFile(join(folder, name), text).catch(failingAs(join(folder, name)));
  // Of a larger schema that was there before.
  const [stem] = basename(out).split(/\.ts$/);
  for (const name of readdirSync(folder)) {
    const isPart = name.startsWith(`${stem}-`) && /-\d+\.ts$/.test(name) && !texts.has(name);
    if (isPart && !isOthers(join(folder, name))) rmSync(join(folder, name));
  }
}
