import type { CTypes } from "../model.ts";
import { filesOf, mark } from "./print/files.ts";
import { select } from "./select.ts";
import { settle } from "./settle.ts";

/** A schema of C's types, in files. */
export interface SchemaFiles {
  /** texts by names without endings: "" is the file that is asked for, and exports what is in others */
  readonly files: ReadonlyMap<string, string>;
  /** what could not be said, one line each */
  readonly told: readonly string[];
}

/**
 * Writes a schema of the types with one of these names (`task_*` is any of many), or of all, with those they need.
 * @throws ImportError if a name is none
 */
export function writeSchema(types: CTypes, names: readonly string[], source: string): SchemaFiles {
  const settled = settle(types, select(types, names));
  const bytes = settled.made.flatMap(({ definition, why }) =>
    why === undefined ? [] : [`${definition.name}: ${why}`],
  );
  return { files: filesOf(settled, source), told: bytes.map((line) => `${line}; written as bytes`) };
}

export { mark };
