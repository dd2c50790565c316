import type { Way } from "../competitors/competitor.ts";
import type { Group, Measured, Options } from "../group.ts";
import { decodeLoop, type Slots } from "../loop.ts";
import { measure, type Variant } from "../measure.ts";
import { fillSlots } from "../records/record-kind.ts";
import { startC } from "./c-records.ts";
import { mustEqual } from "./check.ts";
import { type AnyKind, byHand, type NamedWay, type Place, waysOf } from "./kinds.ts";

export function decodeGroup(kind: AnyKind, place: Place): Group {
  const title = `decode ${kind.name}, ${place.name}`;
  const about = `${kind.about}, at changing offsets of 4 MiB; bytewright makes all checks.`;
  return { title, about, baseline: byHand, run: (options) => run(kind, place, options) };
}

async function run(kind: AnyKind, place: Place, options: Options): Promise<Measured> {
  const { first } = place;
  const slots = { bytes: fillSlots(kind.values, first, kind.slot, kind.write), first, stride: kind.slot };
  const ways = await waysOf(kind, "decode", options, place);
  const variants = ways.flatMap((one) => variantOf(one, kind, slots) ?? []);
  const c = await startC(kind, "decode", slots);
  const samples = await measure([...c.variants, ...variants], options);
  c.stop();
  return { unit: "ns", samples, notes: c.notes };
}

function variantOf({ name, way }: NamedWay, kind: AnyKind, slots: Slots): Variant | undefined {
  if (way.decoder === undefined) return undefined;
  const own = way.own === undefined ? slots : ownSlots(way.own, kind, slots.first);
  const decode = way.decoder(own.bytes);
  kind.values.forEach((value, i) => {
    const decoded = decode(own.bytes, own.first + i * own.stride);
    mustEqual(way.plain === undefined ? decoded : way.plain(decoded), value, `${name} decodes ${kind.name}`);
  });
  return { name, time: decodeLoop(decode, own) };
}

function ownSlots({ slot, write }: NonNullable<Way<unknown>["own"]>, { values }: AnyKind, first: number): Slots {
  const bytes = fillSlots(values, first, slot, (value, view, at) => write(value, new Uint8Array(view.buffer), at));
  return { bytes, first, stride: slot };
}
