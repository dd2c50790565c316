import { CkptV23 } from "bytewright/ckpt-v23";
import type { Group, Measured, Options } from "../group.ts";
import { isolate } from "../isolates.ts";
import { batchSize, type Loop, placesLoop } from "../loop.ts";
import { measure, type Samples } from "../measure.ts";
import { nextRandom } from "../records/mixed.ts";
import { spreadOf } from "../statistics.ts";

type Value = Parameters<typeof CkptV23.encode>[0];
type Coder = Pick<typeof CkptV23, "decode" | "encodeInto">;
type Operation = "decode" | "encode";

/** Of all kinds: with lists, strings, structs and unions in them, and with nothing but numbers. */
const kinds = ["header", "task", "task_objs", "signal", "vma", "file_pipe", "groupinfo", "hpage", "cpu", "string"];
const ten = kinds.map((name) => `ckpt_hdr_${name}`);

const all = CkptV23.codecs.map(({ name }) => name);

const alone = "mean of each alone";
const mixed = "all mixed";
const floor = "floor: all mixed, of each its codec is known";

/** A program that handles many types, beside programs that handle one of them each. */
export function mixedGroup(operation: Operation, names: readonly string[]): Group {
  return {
    title: `${operation} ${names.length} record types`,
    about: `By the family, records of version 23 in no order, beside programs that have one type only.`,
    baseline: alone,
    isLong: true,
    run: (options) => run(operation, names, options),
  };
}

export const mixedGroups: readonly Group[] = [
  mixedGroup("decode", ten),
  mixedGroup("encode", ten),
  mixedGroup("decode", all),
  mixedGroup("encode", all),
];

async function run(operation: Operation, names: readonly string[], options: Options): Promise<Measured> {
  const both = `${operation} ${names.join()}`;
  const tasks = [both, `${both} known`, ...names.map((name) => `${operation} ${name}`)];
  const { variants, stop } = await isolate(new URL(import.meta.url), tasks);
  const rounds = Math.ceil(options.rounds / 4);
  // A program with many types has many functions to be optimised.
  for (const { time } of variants.slice(0, 2)) await time(names.length * 50);
  const warmUp = 250;
  const [all, known, ...each] = await measure(variants, {
    ...options,
    leads: tasks,
    rounds,
    warmUp,
    budget: options.budget / 2,
  });
  await stop();
  const medians = each.map((samples) => spreadOf(samples.rounds).median);
  const mean = medians.reduce((sum, median) => sum + median, 0) / medians.length;
  const rejected = each.reduce((sum, samples) => sum + samples.rejected, 0);
  return {
    unit: "ns",
    samples: [
      { ...(all as Samples), name: mixed },
      { ...(known as Samples), name: floor },
      { name: alone, rounds: [mean], rejected },
    ],
  };
}

/** Enough places that a processor does not learn which type comes next. */
const places = 16 * batchSize;

export function loopOf(name: string): Loop {
  const [operation, types = "", known] = name.split(" ");
  const records = types.split(",").map((type) => {
    const value = CkptV23.codecNamed(type)?.create() as Value;
    const codec: Coder = (known && CkptV23.codecNamed(type)) || CkptV23;
    return { value, bytes: CkptV23.encode(value), codec };
  });
  let random = 1;
  const chosen = Array.from({ length: places }, () => {
    random = nextRandom(random);
    return records[(random >>> 8) % records.length] as (typeof records)[0];
  });
  const room = Math.max(...records.map(({ bytes }) => bytes.length)) + 7;
  const bytes = new Uint8Array(places * (room - (room % 8)));
  const starts = new Uint32Array(places);
  let end = 0;
  chosen.forEach((record, i) => {
    starts[i] = end;
    bytes.set(record.bytes, end);
    end += Math.ceil(record.bytes.length / 8) * 8;
  });
  const at = (place: number) => chosen[place] as (typeof records)[0];
  return operation === "decode"
    ? placesLoop((place) => at(place).codec.decode(bytes, starts[place] as number), places)
    : placesLoop((place) => at(place).codec.encodeInto(at(place).value, bytes, starts[place] as number), places);
}
