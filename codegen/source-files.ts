import { resolve } from "node:path";
import { findSources } from "./find-sources.ts";
import { createLoader } from "./load.ts";

/** The files that a schema is made of and those it lacks, and whether that is all. The schema is not run. */
export async function sourceFilesOf(schema: string): Promise<{ readonly files: string[]; readonly isAll: boolean }> {
  const { texts, missing, isAll } = findSources(resolve(schema), await createLoader());
  return { files: [...texts.keys(), ...missing], isAll };
}
