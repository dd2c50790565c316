import { isDeepStrictEqual } from "node:util";
import { pascalCase } from "../../../codegen/emit/names.ts";
import { dynamicFamily, dynamicStruct } from "../../../src/dynamic/index.ts";
import type { AnyCodec, Family, OrderedCodec, OrderedFamily } from "../../../src/wire/index.ts";
import { valuesOf } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { spoil } from "../hostile-values.ts";
import type { MadeSchema } from "../make-schema.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { demand, demandFault, outcomeOf, show, showOutcome } from "../oracle.ts";
import type { Random } from "../random.ts";
import { soundEntry } from "./sound-entry.ts";

interface Twins {
  readonly generated: AnyCodec;
  readonly dynamic: AnyCodec;
}

const refused = "BytewrightError";

/** Code that is generated from a schema nobody has seen, and the codecs made from it at run time: always the same. */
const agreement = soundEntry("schema-agreement", (schema, made, random) => {
  for (const twins of twinsOf(schema, made)) {
    for (const value of valuesOf(twins.generated, 3, random.next())) {
      demandSameBytes(twins, value, random);
      demandSameRefusal(twins, spoil(value, random));
    }
  }
});

function twinsOf(schema: MadeSchema, made: Record<string, unknown>): Twins[] {
  const families = schema.families.flatMap((definition): Twins[] => {
    const generated = made[pascalCase(definition.name)] as OrderedFamily;
    const dynamic = atRunTime(() => dynamicFamily(definition)) ?? generated;
    return [...familyTwins(generated, dynamic), ...("be" in generated ? familyTwins(generated.be, dynamic.be) : [])];
  });
  const structs = schema.structs.flatMap((definition): Twins[] => {
    const generated = made[pascalCase(definition.name)] as OrderedCodec<unknown>;
    const dynamic = atRunTime(() => dynamicStruct(definition)) ?? generated;
    return [
      { generated, dynamic },
      { generated: generated.be, dynamic: dynamic.be },
    ];
  });
  return [...families, ...structs];
}

/** Undefined where only generated code does it, which is then its own twin. */
function atRunTime<T>(make: () => T): T | undefined {
  const made = outcomeOf(make, "SchemaError");
  return "value" in made ? made.value : undefined;
}

function familyTwins(generated: Family, dynamic: Family): Twins[] {
  return generated.codecs.map((codec) => ({ generated: codec, dynamic: dynamic.codecNamed(codec.name) as AnyCodec }));
}

function demandSameBytes({ generated, dynamic }: Twins, value: object, random: Random): void {
  const encoded = outcomeOf(() => generated.encode(value), refused);
  demandSame(
    "encode",
    encoded,
    outcomeOf(() => dynamic.encode(value), refused),
    value,
  );
  const created = outcomeOf(() => generated.create(value), refused);
  demandSame(
    "create",
    created,
    outcomeOf(() => dynamic.create(value), refused),
    value,
  );
  if ("error" in encoded) {
    demandFault(encoded.error);
    return;
  }
  const bytes = encoded.value;
  demand(generated.sizeOf(value) === bytes.length && dynamic.sizeOf(value) === bytes.length, "sizeOf", value);
  demand(
    generated.layout.extended?.since !== undefined ||
      ("value" in created && isDeepStrictEqual(generated.decode(bytes), created.value)),
    "decoded it is not what was created",
    created,
    generated.decode(bytes),
  );
  for (const some of [bytes, mutateBytes(bytes, random, bytes), mutateBytes(bytes, random, bytes)]) {
    demandSameValue({ generated, dynamic }, some);
  }
}

function demandSameValue({ generated, dynamic }: Twins, bytes: Uint8Array): void {
  const decoded = outcomeOf(() => generated.decode(bytes), refused);
  demandSame(
    "decode",
    decoded,
    outcomeOf(() => dynamic.decode(bytes), refused),
    bytes,
  );
  const [seen, seenAtRunTime] = [generated, dynamic].map((codec) =>
    outcomeOf(() => JSON.stringify(codec.view(bytes)), refused),
  );
  demandSame("view", seen as typeof decoded, seenAtRunTime as typeof decoded, bytes);
  if ("error" in decoded) {
    demandFault(decoded.error, bytes.length);
    return;
  }
  const again = generated.encode(decoded.value);
  demand(show(generated.decode(again)) === show(decoded.value), "it does not come back", decoded.value, again);
}

function demandSame(what: string, one: ReturnType<typeof outcomeOf>, other: typeof one, about: unknown): void {
  demand(showOutcome(one) === showOutcome(other), `${what}: generated and dynamic differ`, about, one, other);
}

/** A value that is wrong: the same fault code. */
function demandSameRefusal({ generated, dynamic }: Twins, value: unknown): void {
  const [one, other] = [generated, dynamic].map((codec) => outcomeOf(() => codec.encode(value), refused));
  demand(outline(one) === outline(other), "encode: generated and dynamic differ", value, one, other);
}

function outline(outcome: ReturnType<typeof outcomeOf> | undefined): string {
  if (outcome === undefined || "value" in outcome) return show(outcome?.value);
  return (outcome.error as Error & { readonly code: string }).code;
}

export const agreementEntries: readonly Entry[] = [agreement];
