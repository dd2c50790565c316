import { toPrintable } from "../../wire/printable.ts";
import type { CTypes } from "../model.ts";
import { filesOf, mark } from "./print/files.ts";
import { select } from "./select.ts";
import { settle } from "./settle.ts";

/** A schema of C's types, in files. */
export interface SchemaFiles {
  /** texts by names: the file that is asked for comes last, and exports what is in others */
  readonly files: ReadonlyMap<string, string>;
  /** what could not be said, one line each */
  readonly told: readonly string[];
}

export interface SchemaOptions {
  /** the wanted types, with those they need: `task_*` is any of many; none: all that have a name */
  readonly names: readonly string[];
  /** where the types are from */
  readonly source: string;
  /** the name of the file that is written; without one all is one text, named "" */
  readonly file?: string | undefined;
}

/**
 * Writes a schema of C's types.
 * @throws ImportError if there is no type of a name
 */
export function writeSchema(types: CTypes, { names, source, file }: SchemaOptions): SchemaFiles {
  const settled = settle(types, select(types, names));
  const bytes = settled.made.flatMap(({ definition, why, told = [] }) =>
    why === undefined ? told : [`${definition.name}: ${why}`],
  );
  const told = [
    ...bytes.map((line) => `${line}; written as bytes`),
    ...settled.leftOut.map((line) => `${line}; left out`),
  ];
  return { files: filesOf(settled, source, file), told: told.map(toPrintable) };
}

export { mark };
