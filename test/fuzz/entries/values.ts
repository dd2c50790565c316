import type { AnyCodec } from "../../../src/wire/index.ts";
import { valuesOf } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { hostileValue, spoil } from "../hostile-values.ts";
import { demand, demandFault, type Outcome, outcomeOf, show } from "../oracle.ts";
import { familyPairs, type Pair, pairs } from "../pairs.ts";
import type { Random } from "../random.ts";

interface ValueInput {
  readonly pair: number;
  readonly value: unknown;
}

const refused = "BytewrightError";

/** Values of any kind: their bytes, or a fault; and nothing is written where they do not belong. */
const encode: Entry<ValueInput> = {
  name: "encode",
  make: makeValue,
  run({ pair, value }) {
    const { generated } = pairs[pair] as Pair;
    const encoded = outcomeOf(() => generated.encode(value), refused);
    demandWritten(generated, value, encoded);
    if ("error" in encoded) {
      demandFault(encoded.error);
      return;
    }
    const decoded = generated.decode(encoded.value);
    demand(show(generated.encode(decoded)) === show(encoded.value), "encoded again it is other bytes", encoded.value);
  },
};

const room = 16;

/** `encodeInto` writes the same bytes, at their place only; or it throws, and writes nothing. */
function demandWritten(codec: AnyCodec, value: unknown, encoded: Outcome<Uint8Array>): void {
  const size = "value" in encoded ? encoded.value.length : 64;
  for (const missing of [0, 1]) {
    const memory = new Uint8Array(room + size - missing).fill(0xcc);
    const end = outcomeOf(() => codec.encodeInto(value, memory, room), refused);
    const isWritten = "value" in end && "value" in encoded;
    demand(isWritten || "error" in end, "encode and encodeInto differ", value);
    demand(!isWritten || end.value === memory.length, "encodeInto ends elsewhere", value);
    const expected = new Uint8Array(memory.length).fill(0xcc);
    if (isWritten) expected.set(encoded.value, room);
    demand(Buffer.compare(memory, expected) === 0, "encodeInto has written where it must not", memory);
  }
}

/** The generated codec and the one made at run time: the same bytes, or the same fault code. */
const agree: Entry<ValueInput> = {
  name: "dynamic-encode",
  make: makeValue,
  run({ pair, value }) {
    const { generated, dynamic } = pairs[pair] as Pair;
    const [expected, found] = [generated, dynamic].map((codec) => outcomeOf(() => codec.encode(value), refused)) as [
      Outcome<Uint8Array>,
      Outcome<Uint8Array>,
    ];
    demand(outline(expected) === outline(found), "generated and dynamic differ", expected, found);
  },
};

function outline(outcome: Outcome<Uint8Array>): string {
  return "value" in outcome ? show(outcome.value) : (outcome.error as Error & { code: string }).code;
}

/** Records of any kind, by their family: known, unknown, and neither. */
const family: Entry<ValueInput> = {
  name: "family-encode",
  make(random) {
    const pair = random.below(familyPairs.length);
    const { generated } = familyPairs[pair]!;
    const codec = random.pick(generated.codecs);
    const good = random.oneIn(3)
      ? { $name: "unknown", type: 77, bytes: random.bytes(random.below(40)) }
      : { $name: codec.name, ...random.pick(samplesFor(codec)) };
    return { pair, value: random.oneIn(8) ? hostileValue(random) : spoil(good, random) };
  },
  run({ pair, value }) {
    for (const one of Object.values(familyPairs[pair]!)) {
      const encoded = outcomeOf(() => one.encode(value), refused);
      demandWritten(one as unknown as AnyCodec, value, encoded);
      if ("error" in encoded) demandFault(encoded.error);
      else demand(one.sizeOf(value) === encoded.value.length, "sizeOf differs from encode", value);
    }
  },
};

const samples = new Map<AnyCodec, readonly Record<string, unknown>[]>();

function samplesFor(codec: AnyCodec): readonly Record<string, unknown>[] {
  const known = samples.get(codec) ?? valuesOf(codec, 5);
  samples.set(codec, known);
  return known;
}

function makeValue(random: Random): ValueInput {
  const pair = random.below(pairs.length);
  const { generated, values } = pairs[pair] as Pair;
  // A value that nobody has seen before takes more time than all else here.
  const good = random.oneIn(16) ? valuesOf(generated, 1, random.next())[0] : random.pick(values);
  return { pair, value: random.oneIn(10) ? good : spoil(good, random) };
}

export const valueEntries: readonly Entry[] = [encode, agree, family];
