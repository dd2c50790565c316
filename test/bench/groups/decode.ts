import type { Way } from "../competitors/competitor.ts";
import type { Goal, Group, Measured, Options } from "../group.ts";
import { decodeLoop, type Slots } from "../loop.ts";
import { measure, type Variant } from "../measure.ts";
import { fillSlots, type RecordKind } from "../records/record-kind.ts";
import { startC } from "./c-records.ts";
import { mustEqual } from "./check.ts";
import { byHand, described, kinds, type NamedWay, type Place, type RecordName, waysOf } from "./kinds.ts";

export function decodeGroup(record: RecordName, place: Place): Group {
  const { name } = kinds[record];
  const goals: Goal[] = [
    { name: "bytewright", limit: place.aligned ? 0.7 : 0.85, limitNode24: 1.05 },
    { name: "bytewright", against: "binary-parser", limit: 1 / 20 },
  ];
  const title = `decode ${name}, ${place.name}`;
  const about = `${described[record]} at changing offsets of 4 MiB; bytewright makes all checks.`;
  return { title, about, baseline: byHand, goals, where: "own process", run: (options) => run(record, place, options) };
}

async function run(record: RecordName, { first }: Place, options: Options): Promise<Measured> {
  const kind = kinds[record] as RecordKind<unknown>;
  const slots = { bytes: fillSlots(kind.values, first, kind.slot, kind.write), first, stride: kind.slot };
  const variants = (await waysOf(record, "decode", options)).flatMap((one) => variantOf(one, kind, slots) ?? []);
  const c = await startC(record, "decode", slots);
  const samples = await measure([...c.variants, ...variants], options);
  c.stop();
  return { unit: "ns", samples, notes: c.notes };
}

function variantOf({ name, way }: NamedWay, kind: RecordKind<unknown>, slots: Slots): Variant | undefined {
  if (way.decoder === undefined) return undefined;
  const own = way.own === undefined ? slots : ownSlots(way.own, kind, slots.first);
  const decode = way.decoder(own.bytes);
  kind.values.forEach((value, i) => {
    const decoded = decode(own.bytes, own.first + i * own.stride);
    mustEqual(way.plain === undefined ? decoded : way.plain(decoded), value, `${name} decodes ${kind.name}`);
  });
  return { name, time: decodeLoop(decode, own) };
}

function ownSlots(
  { slot, write }: NonNullable<Way<unknown>["own"]>,
  { values }: RecordKind<unknown>,
  first: number,
): Slots {
  const bytes = fillSlots(values, first, slot, (value, view, at) => write(value, new Uint8Array(view.buffer), at));
  return { bytes, first, stride: slot };
}
