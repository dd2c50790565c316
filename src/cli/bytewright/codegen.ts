import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { Difference, Job } from "../../../codegen/index.ts";
import { abis, isAbiName } from "../../layout/abis.ts";
import { toPrintable } from "../../wire/printable.ts";
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
export function addCodegen(program: Command, finish: (code: number) => void): void {
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
    .action(async (options: Options, command: Command) => {
      finish(await codegen(options, (message) => command.error(message)));
    });
}

async function codegen(options: Options, usage: (message: string) => never): Promise<number> {
  const jobs = jobsOf(options, usage);
  if (options.watch === true) return await watchSchemas(jobs, runJobs);
  return await runJobs(jobs);
}

function jobsOf(options: Options, usage: (message: string) => never): Job[] {
  const { importExtension: ending, abi } = options;
  if (ending !== "ts" && ending !== "js") usage(`error: --import-extension is ts or js, not '${ending}'`);
  if (!isAbiName(abi)) return usage(`error: --abi is one of ${Object.keys(abis).join(", ")}, not '${abi}'`);
  if (options.check === true && options.watch === true) usage("error: --check and --watch exclude each other");
  const schemas = options.schema ?? findSchemas();
  if (schemas.length === 0) usage("error: no schema given, and no schema/*/index.ts here");
  if (options.out !== undefined && schemas.length > 1) usage("error: --out takes one --schema");
  const jobs = schemas.map((schema) => ({
    schema: resolve(schema),
    out: options.out ?? join("generated", nameOf(schema)),
    runtime: options.runtime,
    extension: `.${ending as "ts" | "js"}` as const,
    abi,
    check: options.check === true,
  }));
  // The code of one would be removed as left over by the other.
  const twice = jobs.find(({ out }, i) => jobs.findIndex((job) => job.out === out) < i);
  if (twice !== undefined)
    usage(`error: two schemas would be generated into ${twice.out}; run them one by one with --out`);
  return jobs;
}

/** Every `schema/NAME/index.ts`. `schema/dsl` is the vocabulary itself, where that is kept beside the schemas. */
function findSchemas(): string[] {
  if (!statSync("schema", { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync("schema", { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "dsl")
    .map(({ name }) => join("schema", name, "index.ts"))
    .filter((file) => existsSync(file))
    .sort();
}

/** `schema/ckpt/index.ts` is named ckpt, `pcap.ts` is named pcap. */
function nameOf(schema: string): string {
  const file = basename(schema).replace(/\.[cm]?[jt]s$/, "");
  return file === "index" ? basename(dirname(resolve(schema))) : file;
}

/** The generator takes longer to load than all else here takes together. */
const loadGenerator = () => import("../../../codegen/index.ts");

const nothing: Difference = { stale: [], missing: [], leftOver: [] };

/** Generates the code of every schema where that may change something, and only if none is wrong writes it. */
async function runJobs(jobs: readonly Job[]): Promise<number> {
  const { standingOf } = await import("../../../codegen/up-to-date.ts");
  const prepared: (() => Promise<number>)[] = [];
  let code = 0;
  const attempt = async (step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      const { describeFailure } = await loadGenerator();
      process.stderr.write(describeFailure(error));
      code = 1;
    }
  };
  for (const job of jobs) {
    await attempt(async () => {
      const { isUpToDate, changed } = standingOf(job);
      const finish = isUpToDate ? async () => nothing : await prepare(job);
      prepared.push(async () => report(job, await finish(), changed));
    });
  }
  if (prepared.length < jobs.length) return code;
  for (const finish of prepared) {
    await attempt(async () => {
      code = Math.max(code, await finish());
    });
  }
  return code;
}

async function prepare(job: Job): Promise<() => Promise<Difference>> {
  const generator = await loadGenerator();
  const files = await generator.prepare(job);
  return () => generator.finish(job, files);
}

function report(job: Job, { stale, missing, leftOver }: Difference, changed: readonly string[]): number {
  const lines = [
    ...stale.map((name) => `stale: ${join(job.out, name)}`),
    ...missing.map((name) => `missing: ${join(job.out, name)}`),
    ...leftOver.map((name) => `left over: ${join(job.out, name)}`),
  ];
  if (job.check) {
    if (lines.length === 0) return 0;
    process.stdout.write(`${lines.map(toPrintable).join("\n")}\n`);
    for (const what of changed) {
      process.stderr.write(`bytewright: ${toPrintable(job.out)}: ${what} has changed since its code was generated\n`);
    }
    process.stderr.write("bytewright: generated code is not up to date; run `bytewright codegen`\n");
    return 1;
  }
  const written = stale.length + missing.length;
  const words = lines.length === 0 ? "up to date" : `${written} written, ${leftOver.length} removed`;
  process.stdout.write(`${toPrintable(job.out)}: ${words}\n`);
  return 0;
}
