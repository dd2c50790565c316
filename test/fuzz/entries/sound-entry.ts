import { check } from "../../../codegen/check/index.ts";
import type { Entry } from "../entry.ts";
import { generateHere } from "../generate-here.ts";
import type { MadeSchema } from "../make-schema.ts";
import { Random } from "../random.ts";
import { makeSoundSchema } from "../sound-schema.ts";

interface SoundInput {
  readonly schema: MadeSchema;
  /** of the values and bytes that the codecs get */
  readonly seed: number;
}

/** What must hold of the code that is made of a schema. */
type Demands = (schema: MadeSchema, made: Record<string, unknown>, random: Random) => void;

/** A way in whose inputs are schemas without faults that nobody has seen, and the code that is generated from them. */
export function soundEntry(name: string, demands: Demands): Entry<SoundInput> {
  return {
    name,
    make: (random) => ({ schema: makeSoundSchema(random), seed: random.next() }),
    async run({ schema, seed }) {
      if (check(schema).length > 0) return;
      demands(schema, await generateHere(schema), new Random(name, seed));
    },
  };
}
