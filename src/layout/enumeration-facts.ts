import { deepFreeze } from "../../schema/dsl/freeze.ts";
import type { EnumerationDefinition } from "../../schema/dsl/types.ts";
import type { EnumerationFacts } from "../wire/layout.ts";
import { present } from "./present.ts";

const known = new WeakMap<EnumerationDefinition, EnumerationFacts>();

/** What a layout says of an enumeration: one object for each definition, so that layouts share it. */
export function enumerationFacts(definition: EnumerationDefinition): EnumerationFacts {
  const before = known.get(definition);
  if (before !== undefined) return before;
  const facts = deepFreeze({
    name: definition.name,
    ...present({ doc: definition.doc }),
    members: definition.members.map(({ name, value, doc }) => ({ name, value, ...present({ doc }) })),
  });
  known.set(definition, facts);
  return facts;
}
