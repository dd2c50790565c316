import type { EnumerationDefinition, RecordDefinition } from "../schema/dsl/index.ts";
import type { Definition as Aggregate } from "../src/layout/index.ts";
import { definitionOf, eachOnce, enumerationsIn, headersOf, innermost, structsBeside } from "../src/layout/index.ts";
import { once } from "../src/wire/once.ts";
import type { Schema } from "./load.ts";

/** Every enumeration that a schema uses or exports, each once. */
export const enumerationsUsed: (schema: Schema) => readonly EnumerationDefinition[] = once((schema: Schema) =>
  eachOnce([
    ...schema.families.flatMap((family) => family.types ?? []),
    ...[...definitionsOf(schema).keys()].flatMap(enumerationsIn),
    ...schema.enumerations,
  ]),
);

type Definition = Aggregate | RecordDefinition;

/**
 * Every struct, union and record that a schema exports or that one of these holds, before those it holds; and with each
 * the definition under whose name it is known: of one that has no name, that around it.
 */
export const definitionsOf: (schema: Schema) => ReadonlyMap<Definition, Definition> = once(findDefinitions);

function findDefinitions({ families, structs }: Schema): Map<Definition, Definition> {
  const found = new Map<Definition, Definition>();
  const visit = (definition: Definition, around: Definition): void => {
    if (found.has(definition)) return;
    const known = definition.name === "" ? around : definition;
    found.set(definition, known);
    const parts = definition.kind === "union" ? {} : (definition.parts ?? {});
    for (const { facts } of [...Object.values(definition.fields), ...Object.values(parts)]) {
      const held = definitionOf(innermost(facts.type));
      if (held !== undefined) visit(held, known);
    }
  };
  const roots = families.flatMap((family) => [...headersOf(family), ...family.records, ...structsBeside(family)]);
  for (const root of [...roots, ...structs]) visit(root, root);
  return found;
}
