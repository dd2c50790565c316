import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Jiti } from "jiti";
import { attempt } from "../src/files/attempt.ts";
import { createLoader } from "../src/files/schema-loader.ts";
import { type AbiName, describeSchemaFault, SchemaError } from "../src/layout/index.ts";
import { toPrintable } from "../src/wire/printable.ts";
import { checkForC } from "./c/check-for-c.ts";
import { emitHeader } from "./c/header.ts";
import { check } from "./check/index.ts";
import { emit } from "./emit/index.ts";
import { compareFolder, type Difference, writeFolder } from "./files.ts";
import { findSources } from "./find-sources.ts";
import { type Job, settingsOf, sourceName } from "./job.ts";
import { layOutSchema } from "./lay-out-schema.ts";
import { loadSchema, type Schema } from "./load.ts";
import { describeInput, type Input, withManifest } from "./up-to-date.ts";

/**
 * Schema in, the text of the generated code out. Nothing is written, so that the faults of several schemas can be told
 * before any of them changes a file.
 * @throws Error if the schema cannot be run
 * @throws SchemaError with every fault of the schema
 */
export async function prepare(job: Job): Promise<ReadonlyMap<string, string>> {
  const loader = await createLoader();
  const inputs = findInputs(job.schema, loader);
  const settings = settingsOf(job);
  const schema = await checkedSchema(job.schema, loader, job.abi);
  // What has changed while it ran may be in the code as it was or as it is.
  const isUnchanged = isDeepStrictEqual(findInputs(job.schema, loader), inputs);
  return withManifest(emit(layOutSchema(schema, job.abi), settings), settings, isUnchanged ? inputs : undefined);
}

/**
 * All files that a schema is made of, read before it runs: one that changes meanwhile is seen to have changed.
 * Undefined if there may be more than files: a package, something computed, the clock.
 */
function findInputs(schema: string, loader: Jiti): Input[] | undefined {
  const { files, isAll } = findSources(schema, loader);
  if (!isAll) return undefined;
  // A folder that cannot be listed may hold more.
  const inputs = attempt(() => [...files].map(([file, text]) => describeInput(schema, file, text as string)));
  return inputs?.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Makes the folder of a job hold its code, or says how it differs: the only place where generated code meets the disk.
 * @throws Error if somebody's own file would be replaced
 */
export async function finish({ check, out }: Job, files: ReadonlyMap<string, string>): Promise<Difference> {
  return check ? compareFolder(out, files) : writeFolder(out, files);
}

/**
 * The C header of a schema.
 * @throws Error if the schema cannot be run
 * @throws SchemaError with every fault of the schema
 */
export async function headerOf(file: string): Promise<string> {
  const schema = await checkedSchema(resolve(file), await createLoader());
  const faults = checkForC(schema);
  if (faults.length > 0) throw new SchemaError(faults);
  return emitHeader(schema, sourceName(resolve(file)));
}

async function checkedSchema(file: string, loader: Jiti, abi?: AbiName): Promise<Schema> {
  if (!existsSync(file)) throw new Error(`${relative(process.cwd(), file)}: no such file`);
  const schema = await loadSchema(file, loader);
  if (schema.families.length + schema.structs.length + schema.enumerations.length === 0) {
    throw new Error(`${file}: exports no family, struct or enumeration`);
  }
  const faults = check(schema, abi);
  if (faults.length > 0) throw new SchemaError(faults);
  return schema;
}

/** What to print for anything that keeps code from being generated: one line for each thing that is wrong. */
export function describeFailure(error: unknown): string {
  if (error instanceof SchemaError) {
    const lines = error.faults.map((fault) => {
      const file = fault.file && relative(process.cwd(), fault.file);
      return `${describeSchemaFault({ ...fault, file })}\n`;
    });
    return lines.join("");
  }
  return `bytewright: ${toPrintable(error instanceof Error ? error.message : String(error))}\n`;
}
