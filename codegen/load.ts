import type { Jiti } from "jiti";
import type {
  EnumerationDefinition,
  FamilyDefinition,
  Field,
  RecordDefinition,
  StructDefinition,
  UnionDefinition,
} from "../schema/dsl/index.ts";
import { attempt } from "../src/files/attempt.ts";
import type { Definitions } from "../src/layout/index.ts";

/** What a schema module exports. `alone`: what there is code for only where it is part of something else. */
export type Schema = Required<Definitions> & { readonly alone?: readonly (UnionDefinition | RecordDefinition)[] };

/**
 * Runs a schema module, TypeScript or JavaScript, and collects the definitions it exports.
 * A schema is a program: load only what you would run.
 * @throws Error that says what is wrong with the file
 */
export async function loadSchema(file: string, loader: Jiti): Promise<Schema> {
  const exported = await run(file, loader);
  // One definition can be exported under several names, `default` among them.
  const definitions = [...new Set(Object.values(exported))].filter(
    (value): value is Exported => typeof value === "object" && value !== null,
  );
  return {
    families: definitions.filter((one) => one.kind === "family"),
    structs: definitions.filter((one) => one.kind === "struct"),
    enumerations: definitions.flatMap(({ $enumeration }) => $enumeration ?? []),
    alone: definitions.flatMap((one): (UnionDefinition | RecordDefinition)[] => {
      if (one.kind === "record") return [one];
      return one.facts?.type?.kind === "union" ? [one.facts.type.union] : [];
    }),
  };
}

/** What a schema can export, if it is right: its kind, or that it is an enumeration, tells it from anything else. */
type Exported = (FamilyDefinition | StructDefinition | RecordDefinition) &
  Partial<Field> & { readonly $enumeration?: EnumerationDefinition };

async function run(file: string, loader: Jiti): Promise<{ readonly [name: string]: unknown }> {
  try {
    return await loader.import(file);
  } catch (error) {
    throw new Error(describe(file, error), { cause: error });
  }
}

/** What is wrong with the file, with line and column where the error tells them. */
function describe(file: string, error: unknown): string {
  const [message, ...rest] = textOf(error)
    .trim()
    .split("\n")
    .map((line) => line.trim());
  // A file that does not parse is named in the line behind the message, with the place.
  const place = rest.map((line) => /^(\/.*|[A-Z]:\\.*):(\d+:\d+)$/.exec(line)).find((match) => match !== null);
  return place ? `${place[1]}:${place[2]}: ${message}` : `${file}: ${message}`;
}

/** What is said of whatever a schema throws: that may be anything. */
function textOf(error: unknown): string {
  const text = attempt(() =>
    error instanceof Error ? String(error.message).trim() || String(error.name) : String(error),
  );
  return text ?? "it throws what has no text";
}
