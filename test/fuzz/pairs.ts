import { fileURLToPath } from "node:url";
import { typeName } from "../../codegen/emit/names.ts";
import { loadSchema } from "../../codegen/load.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { ckptV23 } from "../../schema/ckpt-v23/index.ts";
import type { FamilyDefinition, StructDefinition } from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import { packSchema } from "../../src/files/schema-loader.ts";
import type { AnyCodec, Family, OrderedFamily } from "../../src/wire/index.ts";
import { ckptCorpora, samplesOf, valuesOf } from "./corpus.ts";
import { generateHere } from "./generate-here.ts";
import { sourceFile } from "./source-file.ts";

/** A generated codec, the run-time one for the same layout, and what they take. */
export interface Pair {
  readonly generated: AnyCodec;
  readonly dynamic: AnyCodec;
  readonly samples: readonly Uint8Array[];
  readonly values: readonly Record<string, unknown>[];
}

interface FamilyPair {
  readonly generated: Family;
  readonly dynamic: Family;
}

/** The schemas of every shape for which code is generated; their code is made here and now. */
const vocabulary = await generate("vocabulary");
const parts = await generate("parts");

function partsFamily(name: string): FamilyPair[] {
  const generated = parts.generated[typeName(parts.schema[name] as FamilyDefinition)] as OrderedFamily;
  const dynamic = dynamicFamily(parts.schema[name] as FamilyDefinition);
  return [{ generated, dynamic }, ...(generated.be ? [{ generated: generated.be, dynamic: dynamic.be }] : [])];
}

export const familyPairs: readonly FamilyPair[] = [
  ...ckptCorpora.map(({ family }) => ({ generated: family, dynamic: dynamicTwin(family) })),
  ...["vocabulary", "loose"].map((name) => ({
    generated: vocabulary.generated[name === "loose" ? "Loose" : "Vocabulary"] as Family,
    dynamic: dynamicFamily(vocabulary.schema[name] as FamilyDefinition),
  })),
  ...["tlv", "notes", "box"].flatMap(partsFamily),
];

/** Every record of all families, and every struct that can stand by itself. */
export const pairs: readonly Pair[] = [
  ...familyPairs.flatMap(({ generated, dynamic }) => [
    ...generated.codecs.map((codec) => pairOf(codec, dynamic.codecNamed(codec.name) as AnyCodec)),
    ...generated.structs.map((codec, i) => pairOf(codec, dynamic.structs[i] as AnyCodec)),
  ]),
  ...["Bare", "Open", "Bitty", "Fixed", "Unions", "Slack", "Holes"].flatMap((name) => {
    const generated = vocabulary.generated[name] as AnyCodec & { readonly be: AnyCodec };
    const dynamic = dynamicStruct(vocabulary.schema[name.toLowerCase()] as StructDefinition);
    return [pairOf(generated, dynamic as AnyCodec), pairOf(generated.be, dynamic.be as AnyCodec)];
  }),
  ...["clone_like", "sched_like", "loose_parts"].flatMap((name) => {
    const generated = parts.generated[typeName(parts.schema[name] as FamilyDefinition)] as AnyCodec & {
      readonly be: AnyCodec;
    };
    const dynamic = dynamicStruct(parts.schema[name] as StructDefinition);
    return [pairOf(generated, dynamic as AnyCodec), pairOf(generated.be, dynamic.be as AnyCodec)];
  }),
];

function pairOf(generated: AnyCodec, dynamic: AnyCodec): Pair {
  return { generated, dynamic, samples: samplesOf(generated), values: valuesOf(generated, 12) };
}

function dynamicTwin({ name, byteOrder }: Family): Family {
  const twin: OrderedFamily = dynamicFamily(name === ckpt.name ? ckpt : ckptV23);
  return byteOrder === "big" ? twin.be : twin;
}

async function generate(name: string) {
  const packed = await packSchema(fileURLToPath(sourceFile(`../codegen/fixtures/${name}.ts`)));
  return { schema: await packed.run(), generated: await generateHere(await loadSchema(packed)) };
}
