import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { Difference, Job } from "../../../codegen/index.ts";
import { isReplaced } from "../../files/output-target.ts";
import { abis, isAbiName } from "../../layout/abis.ts";
import { toPrintable } from "../../wire/printable.ts";
import type { ExitWith } from "../program/program.ts";
import { watchSchemas } from "./watch.ts";

interface Options {
  readonly schema?: string[];
  readonly out?: string;
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly runtime: string;
  readonly importExtension: string;
  readonly abi: string;
}

/** Adds `bytewright codegen`. */
export function addCodegen(program: Command, exitWith: ExitWith): void {
  program
    .command("codegen")
    .description("Generates codecs from schemas.")
    .option("--schema <file...>", "schema module (default: every schema/*/index.ts)")
    .option("--out <dir>", "folder for the generated code (default: generated/NAME for schema/NAME/index.ts)")
    .option("--check", "write nothing; list what is stale, missing or left over and exit with 1 if anything is")
    .option("--watch", "generate again whenever a schema changes, until interrupted or unread")
    .option("--runtime <specifier>", "where generated code imports its runtime from", "bytewright/wire")
    .option("--import-extension <ending>", "ending of imports between generated files, ts or js", "js")
    .option("--abi <name>", "ABI whose rules structs outside of families are laid out by", "x86_64")
    .addHelpText("after", "\nExample:\n  $ bytewright codegen --schema schema/ckpt/index.ts --out generated/ckpt\n")
    .action(exitWith(codegen));
}

async function codegen(options: Options, command: Command): Promise<number> {
  const usage = (message: string) => command.error(`error: ${message}`);
  const jobs = jobsOf(options, usage);
  const abandoned = await abandonedFolders(options);
  if (jobs.length + abandoned.length === 0) usage("no schema given, and no schema/*/index.ts here");
  const run = async () => runJobs(jobs, abandoned);
  return options.watch === true ? await watchSchemas(jobs, run) : await run();
}

function jobsOf(options: Options, usage: (message: string) => never): Job[] {
  const { importExtension: ending, abi, check = false } = options;
  if (ending !== "ts" && ending !== "js") return usage(`--import-extension is ts or js, not '${ending}'`);
  if (!isAbiName(abi)) return usage(`--abi is one of ${Object.keys(abis).join(", ")}, not '${abi}'`);
  if (check && options.watch === true) usage("--check and --watch exclude each other");
  const schemas = options.schema ?? findSchemas();
  // Node has read it with U+FFFD for what is no UTF-8.
  const unreadable = schemas.find(isReplaced);
  if (unreadable !== undefined) usage(`the name of ${dirname(unreadable)} is no UTF-8`);
  const jobs = schemas.map((schema) => ({
    schema: resolve(schema),
    out: options.out ?? join("generated", nameOf(schema)),
    runtime: options.runtime,
    extension: `.${ending}` as const,
    abi,
    check,
  }));
  // The code of one would be removed as left over by the other.
  const twice = jobs.find(({ out }, i) => jobs.findIndex((job) => job.out === out) < i);
  if (twice !== undefined) usage(`two schemas would be generated into ${twice.out}; run them one by one with --out`);
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

/** `schema/ckpt/index.ts` is named ckpt, `pcap.ts` is named pcap. */
function nameOf(schema: string): string {
  const file = basename(schema).replace(/\.[cm]?[jt]s$/, "");
  return file === "index" ? basename(dirname(resolve(schema))) : file;
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

/** Generates the code of every schema, and only if none is wrong writes it. */
async function runJobs(jobs: readonly Job[], abandoned: readonly Target[]): Promise<number> {
  const prepared: ((() => Promise<number>) | undefined)[] = [];
  for (const job of jobs) prepared.push(await tellingFailure(() => prepare(job)));
  if (!prepared.every((finish) => finish !== undefined)) return 1;
  for (const target of abandoned) prepared.push(() => finish(target, new Map()));
  let code = 0;
  for (const finish of prepared) code = Math.max(code, (await tellingFailure(finish)) ?? 1);
  return code;
}

/** What some work gives; undefined where it fails, which is told. */
async function tellingFailure<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const { describeFailure } = await loadGenerator();
    process.stderr.write(describeFailure(error));
    return undefined;
  }
}

/** Generates what a job asks for; what this gives then writes it, and gives the exit code. */
async function prepare(job: Job): Promise<() => Promise<number>> {
  const files = await (await loadGenerator()).prepare(job);
  return () => finish(job, files);
}

async function finish(target: Target, files: ReadonlyMap<string, string>): Promise<number> {
  const generator = await loadGenerator();
  return report(target, await generator.finish(target, files));
}

function report(job: Target, { stale, missing, leftOver }: Difference): number {
  const lines = Object.entries({ stale, missing, "left over": leftOver }).flatMap(([what, names]) =>
    names.map((name) => `${what}: ${join(job.out, name)}`),
  );
  if (job.check) {
    if (lines.length === 0) return 0;
    process.stdout.write(`${lines.map(toPrintable).join("\n")}\n`);
    process.stderr.write("bytewright: generated code is not up to date; run `bytewright codegen`\n");
    return 1;
  }
  const written = stale.length + missing.length;
  const words = lines.length === 0 ? "up to date" : `${written} written, ${leftOver.length} removed`;
  process.stdout.write(`${toPrintable(job.out)}: ${words}\n`);
  return 0;
}
