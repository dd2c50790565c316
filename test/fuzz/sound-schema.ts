import { withInner } from "../../src/layout/index.ts";
import type { MadeSchema } from "./make-schema.ts";
import type { Random } from "./random.ts";
import { family } from "./sound-family.ts";
import { flexible, Names, type Scope, struct } from "./sound-fields.ts";
import { extended } from "./sound-parts.ts";

/**
 * A schema of all that the vocabulary has, put together at random as it should be. Some have faults all the same: a union
 * that holds nothing, an alignment that packing forbids. Who makes code of them checks them first.
 */
export function makeSoundSchema(random: Random): MadeSchema {
  const scope: Scope = { random, names: new Names(), depth: 0 };
  const families = random.oneIn(2) ? [family(scope)] : [];
  const structs =
    families.length > 0 ? [] : [struct(scope), struct(scope, random.oneIn(2) ? flexible(scope) : {}), extended(scope)];
  // Those that are in parts of others have code, too.
  return { families: withInner(families, structs), structs, enumerations: [] };
}
