import { deepFreeze } from "../../schema/dsl/definition.ts";
import type { EnumerationDefinition } from "../../schema/dsl/types.ts";
import type { EnumerationFacts } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { present } from "./present.ts";

/** What a layout says of an enumeration: one object for each definition, so that layouts share it. */
export const enumerationFacts: (definition: EnumerationDefinition) => EnumerationFacts = once((definition) =>
  deepFreeze({
    name: definition.name,
    ...present({ doc: definition.doc }),
    members: definition.members.map(({ name, value, doc }) => ({ name, value, ...present({ doc }) })),
  }),
);
