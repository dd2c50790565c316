import type { Field, FieldFacts, RecordDefinition, StructDefinition, UnionDefinition } from "../schema/dsl/index.ts";
import { definitionOf, elementOf, followerStructs, headersOf, innermost } from "../src/layout/index.ts";
import type { Schema } from "./load.ts";

export type Definition = StructDefinition | UnionDefinition | RecordDefinition;

/**
 * Every struct, union and record that a schema exports or that one of these holds, before those it holds; and with each
 * the definition under whose name it is known: of one that has no name, that around it.
 */
export function definitionsOf({
  families,
  structs,
}: Pick<Schema, "families" | "structs">): Map<Definition, Definition> {
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

/** What is said of each member of a definition, and of the elements of those that are arrays. */
export function factsIn({ fields }: Definition): FieldFacts[] {
  return Object.values(fields).flatMap(withElements);
}

function withElements({ facts }: Field): FieldFacts[] {
  const element = elementOf(facts.type);
  return element === undefined ? [facts] : [facts, ...withElements(element)];
}
