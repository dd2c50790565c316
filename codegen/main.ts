import { relative } from "node:path";
import { SchemaError } from "../src/layout/index.ts";
import { check } from "./check/index.ts";
import { emit } from "./emit/index.ts";
import { compareFolder, type Difference, withManifest, writeFolder } from "./files.ts";
import { layOutSchema } from "./lay-out-schema.ts";
import { LoadError, loadSchema } from "./load.ts";

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
 * Schema in, codecs out: the only place where generated code meets the disk.
 * @throws LoadError if the schema cannot be run
 * @throws SchemaError with every fault of the schema; nothing has been written then
 */
export async function generate(job: Job): Promise<Difference> {
  const schema = await loadSchema(job.schema);
  if (schema.families.length + schema.structs.length + schema.enumerations.length === 0) {
    throw new LoadError(`${job.schema}: exports no family, struct or enumeration`);
  }
  const faults = check(schema);
  if (faults.length > 0) throw new SchemaError(faults);
  const laidOut = layOutSchema(schema);
  const source = relative(process.cwd(), job.schema).replaceAll("\\", "/");
  const files = withManifest(emit(laidOut, { runtime: job.runtime, extension: job.extension, source }));
  return job.check ? compareFolder(job.out, files) : writeFolder(job.out, files);
}
