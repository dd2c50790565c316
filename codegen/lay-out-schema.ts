import type {
  EnumerationDefinition,
  FamilyDefinition,
  FieldFacts,
  StructDefinition,
  UnionDefinition,
} from "../schema/dsl/index.ts";
import {
  abiOf,
  enumerationFacts,
  followerStructs,
  type LaidOutFamily,
  layOut,
  layOutFamily,
} from "../src/layout/index.ts";
import type { EnumerationFacts, Layout } from "../src/wire/index.ts";
import type { Schema } from "./load.ts";

/** A schema whose offsets and sizes are known. */
export interface LaidOutSchema {
  readonly families: readonly LaidOutFamily[];
  /** structs outside of families */
  readonly structs: readonly Layout[];
  /** every enumeration that something uses or that the schema exports */
  readonly enumerations: readonly EnumerationFacts[];
}

/** Lays out every family and struct. The schema must have been checked. */
export function layOutSchema(schema: Schema): LaidOutSchema {
  const families = schema.families.map(layOutFamily);
  const structs = schema.structs.map((struct) => layOut(struct, abiOf("portable")));
  const byName = new Map<string, EnumerationFacts>();
  // A family's type names come first: they hold those that records bring along.
  const named = families.flatMap(({ types }) => (types === undefined ? [] : [types]));
  for (const facts of [...named, ...enumerationsUsed(schema).map(enumerationFacts)]) {
    if (!byName.has(facts.name)) byName.set(facts.name, facts);
  }
  return { families, structs, enumerations: [...byName.values()] };
}

/** Every enumeration that a schema uses or exports, each once. */
export function enumerationsUsed(schema: Schema): EnumerationDefinition[] {
  const types = schema.families.flatMap((family) => family.types ?? []);
  const used = [...schema.families, ...schema.structs].flatMap(definitionsIn).flatMap(enumerationsOf);
  const all = [...types, ...used, ...schema.enumerations];
  return [...new Map(all.map((enumeration) => [enumeration.name, enumeration])).values()];
}

function definitionsIn(definition: FamilyDefinition | StructDefinition): (StructDefinition | UnionDefinition)[] {
  if (definition.kind === "struct") return [definition];
  const records = definition.records.map((record) => ({ ...record, kind: "struct" as const }));
  return [definition.header, ...records, ...followerStructs(definition)];
}

function enumerationsOf({ fields }: { readonly fields: StructDefinition["fields"] }): EnumerationDefinition[] {
  return Object.values(fields).flatMap(({ facts }) => [
    ...(facts.enumeration === undefined ? [] : [facts.enumeration]),
    ...(facts.flags === undefined ? [] : [facts.flags]),
    ...inside(facts),
  ]);
}

function inside({ type }: FieldFacts): EnumerationDefinition[] {
  switch (type.kind) {
    case "struct":
      return enumerationsOf(type.struct);
    case "union":
      return enumerationsOf(type.union);
    case "array":
    case "flexible":
      return enumerationsOf({ fields: { element: type.element } });
    default:
      return [];
  }
}
