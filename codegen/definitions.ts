import type {
  Field,
  FieldFacts,
  RecordDefinition,
  StructDefinition,
  TypeNode,
  UnionDefinition,
} from "../schema/dsl/index.ts";
import { followerStructs } from "../src/layout/index.ts";
import type { Schema } from "./load.ts";

export type Definition = StructDefinition | UnionDefinition | RecordDefinition;

/** Every struct, union and record that a schema exports or that one of these holds, each once, before those it holds. */
export function definitionsOf({ families, structs }: Pick<Schema, "families" | "structs">): Definition[] {
  const found = new Set<Definition>();
  const visit = (definition: Definition): void => {
    if (found.has(definition)) return;
    found.add(definition);
    for (const { type } of factsIn(definition)) {
      if (type.kind === "struct") visit(type.struct);
      if (type.kind === "union") visit(type.union);
    }
  };
  for (const family of families) [family.header, ...family.records, ...followerStructs(family)].forEach(visit);
  structs.forEach(visit);
  return [...found];
}

/** What is said of each member of a definition, and of the elements of those that are arrays. */
export function factsIn({ fields }: Definition): FieldFacts[] {
  return Object.values(fields).flatMap(withElements);
}

function withElements({ facts }: Field): FieldFacts[] {
  const element = elementOf(facts.type);
  return element === undefined ? [facts] : [facts, ...withElements(element)];
}

function elementOf(type: TypeNode): Field | undefined {
  return type.kind === "array" || type.kind === "flexible" ? type.element : undefined;
}
