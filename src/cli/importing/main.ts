import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Command, Option } from "commander";
import { writeFile } from "../../files/output.ts";
import { resolveOutput } from "../../files/output-target.ts";
import { type Constant, type CTypes, type NamedType, type ReadOptions, readTypes as read } from "../../import/index.ts";
import { mark, type SchemaFiles, writeSchema } from "../../import/schema/index.ts";
import { abis } from "../../layout/abis.ts";
import { Failure, failingAs, isSystemError, named, naming } from "../program/failure.ts";
import type { ExitWith } from "../program/program.ts";
import { addReaderOptions, listed, type ReaderOptions, readerOptions } from "../program/reader-options.ts";
import { print, report } from "../program/terminal.ts";

interface Options extends ReaderOptions {
  readonly type?: readonly string[];
  readonly constants?: readonly string[];
  readonly out?: string;
}

/** Adds `bytewright import`. */
export function addImport(program: Command, exitWith: ExitWith): void {
  const command = program
    .command("import")
    .description("Writes a schema of the C types that a file tells of, each with those it needs.")
    .argument("<file...>", "object file, program, C header or source, or BTF (/sys/kernel/btf/vmlinux)")
    .option(
      "--type <name>",
      "struct, union, enum or typedef; task_* is any of many (default: all, may be repeated)",
      listed,
    )
    .option("--constants <name>", "macros that are whole numbers, and members of enums without a name, alike", listed)
    .option("--out <file>", "schema to write (default: standard output)")
    .addOption(
      new Option("--abi <name>", "ABI to compile for, or of types that do not tell theirs").choices(Object.keys(abis)),
    );
  addReaderOptions(command).addHelpText("after", example).action(exitWith(importTypes));
}

const example = `
Examples:
  $ bytewright import /sys/kernel/btf/vmlinux --type task_struct --out task.ts
  $ bytewright import /usr/include/linux/input.h --type input_event --constants 'EV_*'
`;

async function importTypes(files: string[], options: Options): Promise<number> {
  const { type = [], out = "-", constants } = options;
  const given = { ...readerOptions(options), ...(constants && { constants }) };
  const [first, ...others] = files.map((file) => readTypes(file, given));
  if (first === undefined) return 2;
  const other = others.find((one) => one.abi !== first.abi);
  if (other !== undefined) throw new Failure(`${files.join(", ")}: are for ${first.abi} and ${other.abi}`);
  const all = [first, ...others];
  const found = constants === undefined ? [] : constantsOf(all.flatMap((one) => one.constants ?? []));
  const types = { abi: first.abi, types: [...all.flatMap((one) => one.types), ...found] };
  const names = type.length === 0 ? type : [...type, ...found.map(({ name }) => name)];
  const source = files.join(", ");
  const { kind } = naming(out, () => resolveOutput(out));
  const file = kind === "file" ? basename(out) : undefined;
  const { files: texts, told } = naming(source, () => writeSchema(types, { names, source, file }));
  for (const line of told) report(line);
  const [text = ""] = texts.values();
  if (out === "-") print(text);
  else if (kind === "file") await writeFiles(out, texts);
  else await writeFile(out, text).catch(failingAs(out));
  return 0;
}

/** Constants as one enumeration, which code is generated for. */
function constantsOf(constants: readonly Constant[]): NamedType[] {
  const members = [...new Map(constants.map((one) => [one.name, one])).values()];
  const signed = members.some(({ value }) => value < 0n);
  return members.length === 0 ? [] : [{ kind: "enumeration", name: "constants", size: 8, signed, members }];
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
