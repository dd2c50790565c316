import { inspect } from "node:util";
import type { AnyCodec, View } from "../../../src/wire/index.ts";
import type { Entry } from "../entry.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { demand, demandFault, outcomeOf, show, showOutcome } from "../oracle.ts";
import { familyPairs, type Pair, pairs } from "../pairs.ts";
import type { Random } from "../random.ts";

/** Bytes that stand among others which are nobody's business. */
interface CodecInput {
  readonly pair: number;
  readonly bytes: Uint8Array;
  /** where in `bytes` the record is looked for */
  readonly at: number;
}

const refused = "BytewrightError";

/** Decoding what is there; what comes out goes in again and gives the same. */
const decode: Entry<CodecInput> = {
  name: "decode",
  make: makeInput,
  run({ pair, bytes, at }) {
    const { generated } = pairs[pair] as Pair;
    const outcome = inCanaries(bytes, (among) => outcomeOf(() => generated.decode(among, at), refused));
    if ("error" in outcome) {
      demandFault(outcome.error, bytes.length);
      return;
    }
    demand(Object.getPrototypeOf(outcome.value) === Object.prototype, "a value with a prototype of its own");
    demandStable(generated, outcome.value);
  },
};

function demandStable(codec: AnyCodec, value: unknown): void {
  const encoded = codec.encode(value);
  demand(codec.sizeOf(value) === encoded.length, "sizeOf differs from encode", value);
  const again = codec.decode(encoded);
  demand(show(again) === show(value), "decoded, encoded and decoded again it is another value", value, again, encoded);
  demand(show(codec.encode(again)) === show(encoded), "encoded again it is other bytes", encoded);
}

/** All getters of a view, those of views inside it too, and what is made of them. */
const view: Entry<CodecInput> = {
  name: "view",
  make: makeInput,
  run({ pair, bytes, at }) {
    const { generated } = pairs[pair] as Pair;
    inCanaries(bytes, (among) => {
      const opened = outcomeOf(() => generated.view(among, at), refused);
      if ("error" in opened) {
        demandFault(opened.error, bytes.length);
        return opened;
      }
      const seen = readAll(opened.value);
      const fault = generated.check(opened.value);
      const decoded = outcomeOf(() => generated.decode(among, at), refused);
      demand("error" in decoded === (fault !== undefined), "check and decode differ", fault, decoded);
      if (fault !== undefined && "error" in decoded) {
        demand(showOutcome({ error: Object.assign(new Error(), fault) }).includes(fault.code), "check", fault);
      }
      const moved = outcomeOf(() => opened.value.$moveTo(at + 1), refused);
      if ("value" in moved) readAll(moved.value);
      return { value: seen };
    });
  },
};

/** Everything that a view shows, as one text. */
function readAll(view: View): string {
  const seen: string[] = [inspect(view), JSON.stringify(view)];
  for (const name of gettersOf(view)) {
    const value = (view as unknown as Record<string, unknown>)[name];
    if (isView(value)) seen.push(readAll(value));
    else if (Array.isArray(value)) seen.push(...value.map((one) => (isView(one) ? readAll(one) : show(one))));
    else seen.push(show(value));
  }
  return seen.join();
}

function isView(value: unknown): value is View {
  return typeof value === "object" && value !== null && "$moveTo" in value;
}

const getters = new Map<object, readonly string[]>();

function gettersOf(view: object): readonly string[] {
  const own = Object.getPrototypeOf(view) as object;
  let names = getters.get(own);
  if (names === undefined) {
    const all = new Set<string>();
    for (let from = own; from !== Object.prototype; from = Object.getPrototypeOf(from)) {
      for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
        if (get !== undefined && !name.startsWith("$")) all.add(name);
      }
    }
    names = [...all];
    getters.set(own, names);
  }
  return names;
}

/** The generated codec and the one made at run time: the same value, or the same fault. */
const agree: Entry<CodecInput> = {
  name: "dynamic-decode",
  make: makeInput,
  run({ pair, bytes, at }) {
    const { generated, dynamic } = pairs[pair] as Pair;
    const look = (codec: AnyCodec) =>
      inCanaries(bytes, (among) => {
        const decoded = outcomeOf(() => codec.decode(among, at), refused);
        const viewed = outcomeOf(() => JSON.stringify(codec.view(among, at)), refused);
        const checked = outcomeOf(() => codec.check(codec.view(among, at)), refused);
        return { value: [decoded, viewed, checked].map(showOutcome) };
      });
    const [expected, found] = [look(generated), look(dynamic)];
    demand(showOutcome(expected) === showOutcome(found), "generated and dynamic differ", expected, found);
  },
};

/** Any record of a family, known or not, by the family. */
const family: Entry<CodecInput> = {
  name: "family-decode",
  make: makeInput,
  run({ pair, bytes, at }) {
    const both = familyPairs[pair % familyPairs.length]!;
    const [expected, found] = [both.generated, both.dynamic].map((one) =>
      inCanaries(bytes, (among) => outcomeOf(() => one.decode(among, at), refused)),
    ) as [ReturnType<typeof outcomeOf>, ReturnType<typeof outcomeOf>];
    demand(showOutcome(expected) === showOutcome(found), "generated and dynamic differ", expected, found);
    if ("error" in expected) {
      demandFault(expected.error, bytes.length);
      return;
    }
    const encoded = both.generated.encode(expected.value);
    demand(show(both.generated.decode(encoded)) === show(expected.value), "it does not come back", expected.value);
  },
};

const hostilePlaces = [1, 3, 8, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 32, 2 ** 53, 1e300];

function makeInput(random: Random): CodecInput {
  const pair = random.below(pairs.length);
  const { samples } = pairs[pair] as Pair;
  const donor = random.pick((random.pick(pairs) as Pair).samples);
  const good = random.pick(random.oneIn(10) ? (random.pick(pairs) as Pair).samples : samples);
  const bytes = random.oneIn(20) ? random.bytes(random.below(200)) : mutateBytes(good, random, donor);
  return { pair, bytes, at: random.oneIn(10) ? random.pick(hostilePlaces) : 0 };
}

const before = 24;

function newArray(size: number): Uint8Array {
  return new Uint8Array(size);
}

/**
 * Looks at the bytes twice, with others around them each time: what is outside must not matter, and nothing may be
 * written.
 */
function inCanaries<T extends object>(bytes: Uint8Array, look: (among: Uint8Array) => T): T {
  const results = [0xa5, 0x5a].map((canary) => {
    // A Buffer is a Uint8Array, some of whose methods do something else.
    const memory = (canary === 0xa5 ? Buffer.alloc : newArray)(before + bytes.length + 64).fill(canary);
    memory.set(bytes, before);
    const result = look(memory.subarray(before, before + bytes.length));
    const isUntouched = memory.every((byte, i) => byte === (bytes[i - before] ?? canary));
    demand(isUntouched, "reading has written", memory);
    return result;
  }) as [T, T];
  const [first, second] = results.map((result) => showOutcome(result as never));
  demand(first === second, "what is outside of the bytes matters", first, second);
  return results[0];
}

export const codecEntries: readonly Entry[] = [decode, view, agree, family];
