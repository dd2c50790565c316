import { existsSync } from "node:fs";
import { type Command, Option } from "commander";
import {
  type Comparison,
  compareWith,
  type Difference,
  describe,
  type Notes,
  notesOf,
  recordOf,
  recordsByName,
  show,
} from "../../compare/index.ts";
import { shippedSchemas } from "../../files/schema-loader.ts";
import { isAny } from "../../import/glob.ts";
import type { ReadOptions, RecordType } from "../../import/model.ts";
import { type AbiName, isAbiName } from "../../layout/index.ts";
import { toPrintable } from "../../wire/printable.ts";
import { Failure } from "../program/failure.ts";
import type { ExitWith } from "../program/program.ts";
import { addReaderOptions, listed } from "../program/reader-options.ts";
import { print } from "../program/terminal.ts";
import { loadImporting } from "./importing.ts";
import { layOutFrom, layoutsOf } from "./laid-out.ts";
import { abiOption, type Format, formatOption } from "./options.ts";
import { command, failingIn } from "./report.ts";

interface Options extends ReadOptions {
  readonly type: readonly string[];
  readonly abi?: AbiName;
  readonly json?: true;
  readonly against?: string;
  readonly format: Format;
}

const notes = `
What is shown is C with offsets and sizes in bytes behind each member ("4:3" is bit 3 of byte 4), holes, and where a cache
line of 64 bytes begins. With --json: [{"name","kind","size","align","fields":[{"name","offset","size","bit_offset",
"bit_size"}]}], where "offset" of a bit field is the byte of its first bit, and "bit_offset" counts from that byte's least
significant bit on, where big-endian from the most significant one; null where it is none.

With --against each struct, union and record of the schema is compared, member by member, with that of the same tag or
typedef in the file; --type NAME=OTHER names another. Exits with 1 if anything differs, or if there is nothing to compare.

Examples:
  $ bytewright layout schema/ckpt/index.ts --type ckpt_hdr_task
  $ bytewright layout ckpt --type 'ckpt_*' --json
  $ bytewright layout schema/ckpt/index.ts --against build/checkpoint.o --format github
`;

/** Adds `bytewright layout`. */
export function addLayout(program: Command, exitWith: ExitWith): void {
  const added = program
    .command("layout")
    .description("Shows where everything stands: offsets, sizes, holes, bits; or how that differs from a file's.")
    .argument("<schema>", "schema module, a shipped schema's name, or anything that import reads")
    .option("--type <name>", "only what has this name; * and ? stand for other characters (may be repeated)", listed)
    .addOption(abiOption("the ABI to lay out for (default: the family's or the file's own, else x86_64)"))
    .addOption(new Option("--json", "for programs").conflicts("against"))
    .option("--against <file>", "compare with what a compiler says: an object file, a program, a header, BTF")
    .addOption(formatOption("how --against tells it"))
    .addHelpText("after", notes)
    .action(exitWith(layout));
  addReaderOptions(added);
}

async function layout(what: string, given: Partial<Options> & Pick<Options, "format">, self: Command): Promise<number> {
  const options: Options = { type: [], ...given };
  const { against, format } = options;
  if (against === undefined && format !== "text") self.error("error: --format is of --against");
  return failingIn(format, () => (against === undefined ? showAll(what, options) : compare(what, against, options)));
}

async function showAll(what: string, options: Options): Promise<number> {
  const isWanted = wantedBy(options.type);
  const all = isSchema(what) ? await shownOf(what, options.abi) : await shownIn(what, options);
  const wanted = all.filter(({ record }) => isWanted(record.name ?? ""));
  if (wanted.length === 0) throw new Failure(`${what}: has no struct, union or record${namedText(options.type)}`);
  if (options.json) {
    const described = wanted.map(({ record }) => describe(record));
    print(`${JSON.stringify(described, null, 2)}\n`);
  } else print(wanted.map(({ record, notes }) => show(record, notes)).join("\n"));
  return 0;
}

/** Schemas are modules, and names of what ships; all else that is there is a file that types are read from. */
function isSchema(what: string): boolean {
  return /\.[cm]?[jt]s$/.test(what) || shippedSchemas().has(what) || !existsSync(what);
}

interface Shown {
  readonly record: RecordType;
  readonly notes: Notes;
}

async function shownOf(schema: string, abi: AbiName | undefined): Promise<Shown[]> {
  const layouts = layoutsOf(await layOutFrom(schema, abi));
  return layouts.map((layout) => ({ record: recordOf(layout), notes: notesOf(layout) }));
}

async function shownIn(file: string, options: Options): Promise<Shown[]> {
  const records = recordsByName(await (await loadImporting()).readTypes(file, options));
  // Of one that has a tag, a typedef is another name.
  const isShown = (name: string, { name: tag = name }: RecordType) => tag === name || options.type.includes(name);
  const named = [...records].filter(([name, record]) => isShown(name, record));
  return named.map(([name, record]) => ({
    record: { ...record, name },
    notes: { before: record.origin === undefined ? [] : [`${record.origin.file}:${record.origin.line}`], behind: [] },
  }));
}

/** Without names, all are. */
function wantedBy(names: readonly string[]): (name: string) => boolean {
  return names.length === 0 ? () => true : isAny(names);
}

function namedText(patterns: readonly string[]): string {
  return patterns.length === 0 ? "" : ` named ${patterns.join(" or ")}`;
}

async function compare(schema: string, file: string, options: Options): Promise<number> {
  const { type, abi, format } = options;
  const types = await (await loadImporting()).readTypes(file, options);
  const own = abi ?? types.abi;
  if (!isAbiName(own)) throw new Failure(`${file}: is for ${own}, an ABI that is not known; give --abi`);
  const pairs = type.map((one) => one.split("=", 2) as [string, string?]);
  const isWanted = wantedBy(pairs.map(([name]) => name));
  const layouts = layoutsOf(await layOutFrom(schema, own)).filter(({ name }) => isWanted(name));
  const others = new Map(pairs.flatMap(([name, other]) => (other === undefined ? [] : [[name, other] as const])));
  const found = compareWith(layouts, recordsByName(types), others);
  print(compared[format](found, schema, file));
  return found.differences.length > 0 || found.compared.length === 0 ? 1 : 0;
}

type Tell = (found: Comparison, schema: string, file: string) => string;

const compared: { readonly [F in Format]: Tell } = {
  text(found, _, file) {
    const lines = [...found.differences.map((one) => differenceText(one, file)), countText(found, file)];
    return `${lines.map(toPrintable).join("\n")}\n`;
  },
  json: (found) => `${JSON.stringify(found, null, 2)}\n`,
  github(found, schema, file) {
    const place = /[/.]/.test(schema) ? { file: schema } : {};
    const told =
      found.compared.length === 0
        ? [countText(found, file)]
        : found.differences.map((one) => differenceText(one, file));
    return told.map((text) => command(place, text)).join("");
  },
};

function countText({ compared, missing, differences }: Comparison, file: string): string {
  const counts =
    compared.length === 0
      ? `${file}: has nothing of the schema`
      : `${file}: ${compared.length} compared, ${differences.length} difference${differences.length === 1 ? "" : "s"}`;
  return missing.length === 0 ? counts : `${counts}; not there: ${missing.join(", ")}`;
}

/** `point.x: offset is 4, and 8 in point.o` */
function differenceText({ type, field, what, schema, file }: Difference, name: string): string {
  const place = field === "" ? type : `${type}.${field}`;
  if (schema === undefined) return `${place}: is at ${file} in ${name}, and not in the schema`;
  if (file === undefined) return `${place}: is at ${schema}, and not in ${name}`;
  return `${place}: ${what} is ${schema}, and ${file} in ${name}`;
}
