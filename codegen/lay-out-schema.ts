import type { EnumerationDefinition } from "../schema/dsl/index.ts";
import { type AbiName, abis, enumerationFacts, type LaidOutFamily, layOut, layOutFamily } from "../src/layout/index.ts";
import type { EnumerationFacts, Layout } from "../src/wire/index.ts";
import { definitionsOf, factsIn } from "./definitions.ts";
import type { Schema } from "./load.ts";

/** A schema whose offsets and sizes are known. */
export interface LaidOutSchema {
  readonly families: readonly LaidOutFamily[];
  /** structs outside of families */
  readonly structs: readonly Layout[];
  /** every enumeration that something uses or that the schema exports */
  readonly enumerations: readonly EnumerationFacts[];
}

/** Lays out every family, and every struct outside of families for `abi`. The schema must have been checked. */
export function layOutSchema(schema: Schema, abi: AbiName = "x86_64"): LaidOutSchema {
  const families = schema.families.map(layOutFamily);
  const structs = schema.structs.map((struct) => layOut(struct, abis[abi]));
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
  const used = [...definitionsOf(schema).keys()]
    .flatMap(factsIn)
    .flatMap(({ enumeration, flags }) => [enumeration ?? [], flags ?? []].flat());
  const all = [...types, ...used, ...schema.enumerations];
  return [...new Map(all.map((enumeration) => [enumeration.name, enumeration])).values()];
}
