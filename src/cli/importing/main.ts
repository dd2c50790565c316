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
import { print, report } from "../program/terminal.ts";

interface Options {
  readonly type?: string[];
  readonly out?: string;
  readonly base?: string;
  readonly abi?: string;
}

/** Adds `bytewright import`. */
export function addImport(program: Command, exitWith: ExitWith): void {
  program
    .command("import")
    .description("Writes a schema of the C types that a file tells of, each with those it needs.")
    .argument("<file...>", "BTF: /sys/kernel/btf/vmlinux")
    .option(
      "--type <name>",
      "struct, union, enum or typedef; task_* is any of many (default: all, may be repeated)",
      listed,
    )
    .option("--out <file>", "schema to write (default: standard output)")
    .option("--base <file>", "of split BTF: the file that it goes on from")
    .addOption(
      new Option("--abi <name>", "ABI of types that do not tell theirs (default: x86_64, s390x)").choices(
        Object.keys(abis),
      ),
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ bytewright import /sys/kernel/btf/vmlinux --type task_struct --out task.ts\n",
    )
    .action(exitWith(importTypes));
}

/** What an option that may be repeated has been given. */
function listed(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

async function importTypes(files: string[], { type = [], out = "-", base, abi }: Options): Promise<number> {
  const [first, ...others] = files.map((file) => readTypes(file, { ...(abi && { abi }), ...(base && { base }) }));
  if (first === undefined) return 2;
  const other = others.find((one) => one.abi !== first.abi);
  if (other !== undefined) throw new Failure(`${files.join(", ")}: are for ${first.abi} and ${other.abi}`);
  const types = { abi: first.abi, types: [first, ...others].flatMap((one) => one.types) };
  const source = files.join(", ");
  const { kind } = naming(out, () => resolveOutput(out));
  const file = kind === "file" ? basename(out) : undefined;
  const { files: texts, told } = naming(source, () => writeSchema(types, { names: type, source, file }));
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
