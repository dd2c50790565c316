import { resolve } from "node:path";
import { findSources } from "./find-sources.ts";
import { createLoader } from "./load.ts";

/** The files that a schema is made of and those it lacks, as far as its text tells; it is not run. */
export async function sourceFilesOf(schema: string): Promise<string[]> {
  const { texts, missing } = findSources(resolve(schema), await createLoader());
  return [...texts.keys(), ...missing];
}
