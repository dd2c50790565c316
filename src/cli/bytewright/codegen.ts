import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { Difference, Job } from "../../../codegen/index.ts";
import { schemaName } from "../../../codegen/job.ts";
import { isReplaced } from "../../files/output-target.ts";
import type { AbiName } from "../../layout/abis.ts";
import { toPrintable } from "../../wire/printable.ts";
import type { ExitWith } from "../program/program.ts";
import { complain, print, report } from "../program/terminal.ts";
import { abiOption, formatOption } from "./options.ts";
import { enterProject, type Project } from "./project.ts";
import { type Checked, describeFailure, differencesOf, type Findings, formats } from "./report.ts";
import { watchSchemas } from "./watch.ts";

interface Options {
  readonly schema?: string[];
  readonly out?: string;
  readonly check?: boolean;
  readonly format: string;
  readonly watch?: boolean;
  readonly runtime?: string;
  readonly importExtension?: "js" | "ts";
  readonly abi?: AbiName;
  readonly readme?: boolean;
}

/** Adds `bytewright codegen`. */
export function addCodegen(program: Command, exitWith: ExitWith): void {
  program
    .command("codegen")
    .description("Generates codecs from schemas. What no option says, bytewright.config.ts or package.json may say.")
    .option("--schema <file...>", "schema module (default: every schema/*/index.ts)")
    .option("--out <dir>", "folder for the generated code, {name} is the schema's name (default: generated/{name})")
    .option("--check", "write nothing; list what is stale, missing or left over and exit with 1 if anything is")
    .addOption(formatOption("how --check tells that"))
    .option("--watch", "generate again whenever a schema changes, until interrupted or unread")
    .option(
      "--runtime <specifier>",
      "where generated code imports its runtime from; standalone puts it beside the code (default: bytewright/wire)",
    )
    .addOption(
      new Option("--import-extension <ending>", "ending of imports between generated files (default: js)").choices([
        "js",
        "ts",
      ]),
    )
    .addOption(abiOption())
    .option("--readme", "put a README.md that shows all records beside the code")
    .addHelpText("after", "\nExample:\n  $ bytewright codegen --schema schema/ckpt/index.ts --out generated/ckpt\n")
    .action(exitWith(codegen));
}

async function codegen(given: Options, command: Command): Promise<number> {
  const usage = (message: string) => command.error(`error: ${message}`);
  const { check = false, watch = false, format } = given;
  if (check && watch) usage("--check and --watch exclude each other");
  if (format !== "text" && !check) usage("--format is of --check");
  // As of a variable that is not set: it would be this folder.
  const empty = Object.entries(given).find(([, value]) => [value].flat().includes(""));
  if (empty !== undefined) usage(`--${empty[0]} is empty`);
  const options = await withConfig(given, await enterProject());
  const jobs = () => jobsOf(options, usage);
  if (watch) return await watchSchemas(jobs, (found) => run(found, options));
  const found = jobs();
  if (found.length === 0 && (await abandonedFolders(options)).length === 0) {
    usage("no schema given, and no schema/*/index.ts here");
  }
  return await run(found, options);
}

/** The options that were given, and those of the config that were not; paths as the project names them. */
function withConfig(given: Options, { config, inProject }: Project): Options {
  const { schemas, ...others } = config;
  const own = {
    ...(given.schema && { schema: given.schema.map(inProject) }),
    ...(given.out !== undefined && { out: inProject(given.out) }),
  };
  return { ...(schemas && { schema: [...schemas] }), ...others, ...given, ...own };
}

function jobsOf(options: Options, usage: (message: string) => never): Job[] {
  const { importExtension = "js", runtime = "bytewright/wire", abi = "x86_64", out = "generated/{name}" } = options;
  const schemas = options.schema ?? findSchemas();
  // Node has read it with U+FFFD for what is no UTF-8.
  const unreadable = schemas.find(isReplaced);
  if (unreadable !== undefined) usage(`the name of ${dirname(unreadable)} is no UTF-8`);
  const jobs = [...new Set(schemas.map((schema) => resolve(schema)))].map((schema) => ({
    schema,
    out: join(out.replaceAll("{name}", schemaName(schema))),
    runtime,
    extension: `.${importExtension}` as const,
    abi,
    readme: options.readme === true,
    check: options.check === true,
  }));
  // The code of one would be removed as left over by the other.
  const twice = jobs.find(({ out }, i) => jobs.findIndex((job) => job.out === out) < i);
  const cure = out.includes("{name}") ? "rename one" : "put {name} into --out";
  if (twice !== undefined) usage(`two schemas would be generated into ${twice.out}; ${cure}`);
  return jobs;
}

/** Every `schema/NAME/index.ts`. `schema/dsl` is the vocabulary itself, where that is kept beside the schemas. */
function findSchemas(): string[] {
  if (!statSync("schema", { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync("schema", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "dsl")
    .map(({ name }) => join("schema", name, "index.ts"))
    .filter((file) => existsSync(file) || isReplaced(file))
    .sort();
}

/** The generator takes longer to load than all else here takes together. */
const loadGenerator = () => import("../../../codegen/index.ts");

/** A folder, of which code is written or only looked at. */
type Target = Pick<Job, "out" | "check">;

/** Folders of code whose schema was found as one of all that there are, and is no more. */
async function abandonedFolders({ schema, out, check = false }: Options): Promise<Target[]> {
  if (schema !== undefined || out !== undefined || !existsSync("generated")) return [];
  const { isGeneratedFrom } = await import("../../../codegen/files.ts");
  return readdirSync("generated").flatMap((name) => {
    const [source, folder] = [`schema/${name}/index.ts`, join("generated", name)];
    return !existsSync(source) && isGeneratedFrom(folder, source) ? [{ out: folder, check }] : [];
  });
}

/** What is left to do for a folder, and what is another than when its code was generated. */
interface Prepared {
  readonly target: Target;
  readonly changed: readonly string[];
  finish(): Promise<Difference>;
}

/** Generates the code of every schema where that may change something, and only if none is wrong writes it. */
async function run(jobs: readonly Job[], options: Options): Promise<number> {
  const errors: unknown[] = [];
  const trying = async <T>(work: () => Promise<T>): Promise<T | undefined> =>
    work().catch((error) => void errors.push(error));
  const prepared: Prepared[] = [];
  for (const job of jobs) {
    const one = await trying(() => prepare(job));
    if (one !== undefined) prepared.push(one);
  }
  const checked: Checked[] = [];
  if (errors.length === 0) {
    for (const target of await abandonedFolders(options)) prepared.push(finishing(target, new Map(), []));
    for (const { target, changed, finish } of prepared) {
      const difference = await trying(finish);
      if (difference === undefined) continue;
      const one = { out: target.out, difference, changed };
      checked.push(one);
      if (options.check !== true) print(written(one));
    }
  }
  const format = formats[options.format];
  if (format !== undefined) print(format({ checked, errors }));
  else tell({ checked, errors }, options);
  const isDifferent = options.check === true && checked.some((one) => differencesOf(one).length > 0);
  return errors.length > 0 || isDifferent ? 1 : 0;
}

/** Generates what a job asks for, and tells what is to be done with it. */
async function prepare(job: Job): Promise<Prepared> {
  const { standingOf } = await import("../../../codegen/up-to-date.ts");
  const { isUpToDate, changed } = standingOf(job);
  const none = { stale: [], missing: [], leftOver: [] };
  if (isUpToDate) return { target: job, changed, finish: async () => none };
  const files = await (await loadGenerator()).prepare(job);
  return finishing(job, files, changed);
}

function finishing(target: Target, files: ReadonlyMap<string, string>, changed: readonly string[]): Prepared {
  return { target, changed, finish: async () => (await loadGenerator()).finish(target, files) };
}

function written({ out, difference }: Checked): string {
  const { stale, missing, leftOver } = difference;
  const count = stale.length + missing.length;
  const words = count + leftOver.length === 0 ? "up to date" : `${count} written, ${leftOver.length} removed`;
  return `${toPrintable(out)}: ${words}\n`;
}

/** Tells people what was found. */
function tell({ checked, errors }: Findings, { check }: Options): void {
  for (const error of errors) complain(describeFailure(error));
  const wrong = check === true ? checked.filter((one) => differencesOf(one).length > 0) : [];
  for (const one of wrong) {
    const lines = differencesOf(one).map(({ state, file }) => `${state}: ${file}`);
    print(`${lines.map(toPrintable).join("\n")}\n`);
    for (const what of one.changed) {
      report(`${one.out}: ${what} has changed since its code was generated`);
    }
  }
  if (wrong.length > 0) report("generated code is not up to date; run `bytewright codegen`");
}
