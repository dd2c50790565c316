import { toPrintable } from "../../wire/printable.ts";
import { globOf } from "../glob.ts";
import { ImportError } from "../import-error.ts";
import type { Constant, CTypes, EnumerationType } from "../model.ts";
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
  /** the wanted constants: those of each name with `*` or `?` are an enumeration */
  readonly constants?: readonly string[] | undefined;
  /** where the types are from */
  readonly source: string;
  /** the name of the file that is written; without one all is one text, named "" */
  readonly file?: string | undefined;
}

/**
 * Writes a schema of C's types.
 * @throws ImportError if there is no type or constant of a name
 */
export function writeSchema(types: CTypes, { names, constants = [], source, file }: SchemaOptions): SchemaFiles {
  const groups = enumerationsOf(types.constants ?? [], constants);
  const wanted = new Set([...groups, ...select(types, names)]);
  if (wanted.size === 0) throw new ImportError("has no struct, union or enumeration");
  const settled = settle(types, wanted);
  const bytes = settled.made.flatMap(({ definition, why, told = [] }) =>
    why === undefined ? told : [`${definition.name}: ${why}`],
  );
  const told = [
    ...bytes.map((line) => `${line}; written as bytes`),
    ...settled.leftOut.map((line) => `${line}; left out`),
  ];
  return { files: filesOf(settled, source, file), told: told.map(toPrintable) };
}

/** `EV_*` is the enumeration `ev` of all constants that begin so and are in none before it. */
function enumerationsOf(constants: readonly Constant[], globs: readonly string[]): EnumerationType[] {
  const left = new Map(constants.map((one) => [one.name, one]));
  return globs.flatMap((glob): EnumerationType[] => {
    const pattern = globOf(glob);
    if (!constants.some(({ name }) => pattern.test(name))) throw new ImportError(`has no constant ${glob}`);
    const members = [...left.values()].filter(({ name }) => pattern.test(name));
    for (const { name } of members) left.delete(name);
    const [prefix = ""] = glob.split(/[*?]/);
    const name = prefix.toLowerCase().replaceAll(/^_+|_+$/g, "") || "constants";
    const signed = members.some(({ value }) => value < 0n);
    return members.length === 0 ? [] : [{ kind: "enumeration", name, size: 8, signed, members }];
  });
}

export { mark };
