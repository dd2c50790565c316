import type { EnumerationDefinition, RecordDefinition } from "../schema/dsl/index.ts";
import {
  type AbiName,
  type Definition as Aggregate,
  abis,
  definitionOf,
  eachOnce,
  enumerationFacts,
  enumerationsIn,
  followerStructs,
  headersOf,
  innermost,
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

/** Lays out every family, and every struct outside of families for `abi`. The schema must have been checked. */
export function layOutSchema(schema: Schema, abi: AbiName = "x86_64"): LaidOutSchema {
  const families = schema.families.map(layOutFamily);
  const structs = schema.structs.map((struct) => layOut(struct, abis[abi]));
  // A family's type names come first: they hold those that records bring along.
  const types = families.flatMap(({ types }) => types ?? []);
  const enumerations = eachOnce([...types, ...enumerationsUsed(schema).map(enumerationFacts)]);
  return { families, structs, enumerations };
}

/** Every enumeration that a schema uses or exports, each once. */
export function enumerationsUsed(schema: Schema): EnumerationDefinition[] {
  return eachOnce([
    ...schema.families.flatMap((family) => family.types ?? []),
    ...[...definitionsOf(schema).keys()].flatMap(enumerationsIn),
    ...schema.enumerations,
  ]);
}

type Definition = Aggregate | RecordDefinition;

/**
 * Every struct, union and record that a schema exports or that one of these holds, before those it holds; and with each
 * the definition under whose name it is known: of one that has no name, that around it.
 */
export function definitionsOf({ families, structs }: Schema): Map<Definition, Definition> {
  const found = new Map<Definition, Definition>();
  const visit = (definition: Definition, around: Definition): void => {
    if (found.has(definition)) return;
    const known = definition.name === "" ? around : definition;
    found.set(definition, known);
    for (const { facts } of Object.values(definition.fields)) {
      const held = definitionOf(innermost(facts.type));
      if (held !== undefined) visit(held, known);
    }
  };
  const roots = families.flatMap((family) => [...headersOf(family), ...family.records, ...followerStructs(family)]);
  for (const root of [...roots, ...structs]) visit(root, root);
  return found;
}
