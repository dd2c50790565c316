import type {
  EnumerationDefinition,
  Field,
  RecordDefinition,
  StructDefinition,
  UnionDefinition,
} from "../schema/dsl/index.ts";
import { attempt } from "../src/files/attempt.ts";
import type { PackedSchema } from "../src/files/schema-loader.ts";
import { type Bare, bareOf, type Definitions, withInner } from "../src/layout/index.ts";

/** What a schema module exports. `alone`: what there is code for only where it is part of something else. */
export type Schema = Required<Definitions> & { readonly alone?: readonly (UnionDefinition | RecordDefinition)[] };

/**
 * Runs a schema and collects the definitions it exports.
 * @throws Error that says what is wrong with the file
 */
export async function loadSchema(packed: PackedSchema): Promise<Schema> {
  return definitionsIn(await packed.run());
}

/** What a schema module exports, sorted. */
export function definitionsIn(exported: { readonly [name: string]: unknown }): Schema {
  // One definition can be exported under several names, `default` among them.
  const definitions = [...new Set(Object.values(exported))].filter(
    (value): value is Exported => typeof value === "object" && value !== null,
  );
  const families = definitions.filter((one) => one.kind === "family");
  const bare = [...new Set(definitions.flatMap((one) => bareOf(one) ?? []))];
  const structs = bare.filter(hasCodec);
  return {
    // What cannot be looked through has faults, which are told later.
    families: attempt(() => withInner(families, structs)) ?? families,
    structs,
    enumerations: definitions.flatMap(({ $enumeration }) => $enumeration ?? []),
    alone: [
      ...definitions.filter((one) => one.kind === "record"),
      ...bare.filter((one) => one.kind === "union").filter((one) => !hasCodec(one)),
    ],
  };
}

/** Of unions, those can have one that have a name, and no tag; others may be meant for fields alone. */
function hasCodec(one: Bare): boolean {
  return one.kind === "struct" || (one.name !== "" && one.tag === undefined);
}

/** What a schema can export, if it is right: its kind, or that it is an enumeration, tells it from anything else. */
type Exported = (Schema["families"][number] | StructDefinition | RecordDefinition) &
  Partial<Field> & { readonly $enumeration?: EnumerationDefinition };
