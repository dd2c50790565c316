import type { Jiti } from "jiti";
import { findSources } from "./find-sources.ts";
import { describeInput, type Input } from "./fingerprint.ts";

/**
 * All files that a schema is made of, read before it runs: one that changes meanwhile is seen to have changed.
 * Undefined if there may be more than files: a package, something computed, the clock.
 */
export function findInputs(schema: string, loader: Jiti): Input[] | undefined {
  const { texts, isAll } = findSources(schema, loader);
  if (!isAll) return undefined;
  try {
    return [...texts]
      .map(([file, text]) => describeInput(schema, file, text))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  } catch {
    // A folder cannot be listed.
    return undefined;
  }
}
