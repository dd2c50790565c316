import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { SchemaError } from "../src/layout/index.ts";
import { emitHeader } from "./c/header.ts";
import { check } from "./check/index.ts";
import { emit } from "./emit/index.ts";
import { compareFolder, type Difference, withManifest, writeFolder } from "./files.ts";
import { layOutSchema } from "./lay-out-schema.ts";
import { LoadError, loadSchema, type Schema } from "./load.ts";

/** What is generated from what. */
export interface Job {
  /** the schema module */
  readonly schema: string;
  /** the folder that holds the generated code and nothing else */
  readonly out: string;
  /** where generated code finds its runtime: `bytewright/wire`, or a path relative to `out` */
  readonly runtime: string;
  /** ending of imports between generated files */
  readonly extension: ".ts" | ".js";
  /** only look, write nothing */
  readonly check: boolean;
}

/**
 * Schema in, the text of the generated code out. Nothing is written, so that the faults of several schemas can be told
 * before any of them changes a file.
 * @throws LoadError if the schema cannot be run
 * @throws SchemaError with every fault of the schema
 */
export async function prepare({ schema, runtime, extension }: Job): Promise<Map<string, string>> {
  const laidOut = layOutSchema(await checkedSchema(schema));
  return withManifest(emit(laidOut, { runtime, extension, source: sourceName(schema) }));
}

/**
 * Makes the folder of a job hold its code, or says how it differs: the only place where generated code meets the disk.
 * @throws ForeignFileError if somebody's own file would be replaced
 */
export async function finish({ check, out }: Job, files: ReadonlyMap<string, string>): Promise<Difference> {
  return check ? compareFolder(out, files) : writeFolder(out, files);
}

/** Both at once, for one schema. */
export async function generate(job: Job): Promise<Difference> {
  return finish(job, await prepare(job));
}

/**
 * The C header of a schema.
 * @throws LoadError if the schema cannot be run
 * @throws SchemaError with every fault of the schema
 */
export async function headerOf(file: string): Promise<string> {
  return emitHeader(await checkedSchema(resolve(file)), sourceName(resolve(file)));
}

async function checkedSchema(file: string): Promise<Schema> {
  if (!existsSync(file)) throw new LoadError(`${relative(process.cwd(), file)}: no such file`);
  const schema = await loadSchema(file);
  if (schema.families.length + schema.structs.length + schema.enumerations.length === 0) {
    throw new LoadError(`${file}: exports no family, struct or enumeration`);
  }
  const faults = check(schema);
  if (faults.length > 0) throw new SchemaError(faults);
  return schema;
}

/** A schema's file as banners name it: the same wherever the project is. */
function sourceName(file: string): string {
  return relative(process.cwd(), file).replaceAll("\\", "/");
}
