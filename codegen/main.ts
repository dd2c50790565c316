import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { attempt } from "../src/files/attempt.ts";
import { type PackedSchema, packSchema } from "../src/files/schema-loader.ts";
import { type AbiName, refuse } from "../src/layout/index.ts";
import { check } from "./check/index.ts";
import { emit } from "./emit/index.ts";
import { type Code, compareFolder, type Difference, writeFolder } from "./files.ts";
import { type Job, type Settings, settingsOf, sourceName } from "./job.ts";
import { type Language, languages } from "./languages.ts";
import { type LaidOutSchema, layOutSchema } from "./lay-out-schema.ts";
import { loadSchema, type Schema } from "./load.ts";
import { emitMarkdown } from "./markdown/page.ts";
import { runtimeFor, runtimeIndex } from "./runtime.ts";
import { describeInputs, withManifest } from "./up-to-date.ts";

/**
 * Schema in, the text of the generated code out. Nothing is written, so that the faults of several schemas can be told
 * before any of them changes a file.
 * @throws Error if the schema cannot be run
 * @throws SchemaError with every fault of the schema
 */
export async function prepare(job: Job): Promise<Code> {
  const packed = await packSchema(job.schema);
  const settings = settingsOf(job);
  // There may be more than files: a package, something computed, the clock; or what a folder holds that cannot be listed.
  const inputs = packed.isAll ? attempt(() => describeInputs(job.schema, packed.texts)) : undefined;
  const schema = await checkedSchema(job.schema, packed, job.abi);
  return withManifest(codeOf(layOutSchema(schema, job.abi), settings), settings, inputs);
}

function codeOf(schema: LaidOutSchema, settings: Settings): Code {
  const { runtime, extension, readme, source } = settings;
  const isStandalone = runtime === "standalone";
  const code = emit(schema, isStandalone ? { ...settings, runtime: runtimeIndex(extension) } : settings);
  return new Map([
    ...code,
    ...(isStandalone ? runtimeFor(code.values(), extension) : []),
    ...(readme ? [["README.md", emitMarkdown(schema, source)] as const] : []),
  ]);
}

/**
 * Makes the folder of a job hold its code, or says how it differs: the only place where generated code meets the disk.
 * @throws Error if somebody's own file would be replaced
 */
export async function finish({ check, out }: Pick<Job, "check" | "out">, files: Code): Promise<Difference> {
  return check ? compareFolder(out, files) : writeFolder(out, files);
}

/**
 * A schema in another language; structs outside of families are laid out for `abi`.
 * @throws Error if the schema cannot be run
 * @throws SchemaError with every fault of the schema
 */
export async function textIn(language: Language, file: string, abi: AbiName = "x86_64"): Promise<string> {
  const path = resolve(file);
  const schema = await checkedSchema(path, await packSchema(path), abi);
  return languages[language](schema, sourceName(path), abi);
}

async function checkedSchema(file: string, packed: PackedSchema, abi?: AbiName): Promise<Schema> {
  if (!existsSync(file)) throw new Error(`${relative(process.cwd(), file)}: no such file`);
  const schema = await loadSchema(packed);
  if (schema.families.length + schema.structs.length + schema.enumerations.length === 0) {
    throw new Error(`${file}: exports no family, struct or enumeration`);
  }
  refuse(check(schema, abi));
  return schema;
}
