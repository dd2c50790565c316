import type { MadeSchema } from "./make-schema.ts";
import type { Random } from "./random.ts";
import { family } from "./sound-family.ts";
import { flexible, Names, type Scope, struct } from "./sound-fields.ts";

/**
 * A schema of all that the vocabulary has, put together at random as it should be. Some have faults all the same: a union
 * that holds nothing, an alignment that packing forbids. Who makes code of them checks them first.
 */
export function makeSoundSchema(random: Random): MadeSchema {
  const scope: Scope = { random, names: new Names(), depth: 0 };
  return random.oneIn(2)
    ? { families: [family(scope)], structs: [], enumerations: [] }
    : {
        families: [],
        structs: [struct(scope), struct(scope, random.oneIn(2) ? flexible(scope) : {})],
        enumerations: [],
      };
}
