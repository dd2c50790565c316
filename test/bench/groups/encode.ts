import type { Way } from "../competitors/competitor.ts";
import type { Group, Measured, Options } from "../group.ts";
import { encodeIntoLoop, encodeLoop, type Slots } from "../loop.ts";
import { measure, type Variant } from "../measure.ts";
import { bytesOf, fillSlots, type RecordKind } from "../records/record-kind.ts";
import { startC } from "./c-records.ts";
import { mustEqual } from "./check.ts";
import { byHand, described, kinds, type NamedWay, type Place, type RecordName, waysOf } from "./kinds.ts";

export function encodeGroup(record: RecordName, place: Place): Group {
  const goals = [{ name: "bytewright", limit: place.aligned ? 0.5 : 0.6, limitNode24: 1.05 }];
  const title = `encode ${kinds[record].name} in place, ${place.name}`;
  const about = `${described[record]}, 64 values in turn, at changing offsets of 4 MiB; bytewright makes all checks and clears holes.`;
  return { title, about, baseline: byHand, goals, where: "own process", run: (options) => run(record, place, options) };
}

async function run(record: RecordName, { first }: Place, options: Options): Promise<Measured> {
  const kind = kinds[record] as RecordKind<unknown>;
  const slots = { bytes: fillSlots(kind.values, first, kind.slot, kind.write), first, stride: kind.slot };
  const variants = (await waysOf(record, "encode", options)).flatMap((one) => variantOf(one, kind, slots) ?? []);
  const c = await startC(record, "encode", slots);
  const samples = await measure([...c.variants, ...variants], options);
  c.stop();
  return { unit: "ns", samples, notes: c.notes };
}

function variantOf({ name, way }: NamedWay, kind: RecordKind<unknown>, { first, stride }: Slots): Variant | undefined {
  if (way.encoder === undefined) return undefined;
  const slots = { bytes: fillSlots(kind.values, first, stride, () => {}), first, stride };
  const encodeInto = way.encoder(slots.bytes);
  const given = givenTo(way, kind);
  kind.values.forEach((value, i) => {
    const at = first + i * stride;
    // Holes are for the codecs to clear; others find zeros there.
    if (name === "bytewright") slots.bytes.fill(0xff, at, at + stride);
    encodeInto(given[i], slots.bytes, at);
    const room = slots.bytes.subarray(at, at + (way.own === undefined ? kind.sizeOf(value) : stride));
    checkBytes(name, way, kind, value, room);
  });
  return { name, time: encodeIntoLoop(encodeInto, given, slots) };
}

export function encodeFreshGroup(record: RecordName): Group {
  const goals = [{ name: "bytewright", limit: 2 }];
  const title = `encode ${kinds[record].name} to a fresh record`;
  const about = `${described[record]}, 64 values in turn, each to bytes of its own, beside writing it in place.`;
  return { title, about, baseline: inPlace, goals, where: "own process", run: (options) => runFresh(record, options) };
}

const inPlace = `${byHand}, in place`;

async function runFresh(record: RecordName, options: Options): Promise<Measured> {
  const kind = kinds[record] as RecordKind<unknown>;
  const ways = await waysOf(record, "encode", { ...options, leads: [...options.leads, byHand] });
  const slots = { bytes: fillSlots(kind.values, 0, kind.slot, kind.write), first: 0, stride: kind.slot };
  const hand = ways.filter(({ name }) => name === byHand).flatMap((one) => variantOf(one, kind, slots) ?? []);
  const fresh = ways.flatMap((one) => freshVariantOf(one, kind) ?? []);
  const samples = await measure([...hand.map(({ time }) => ({ name: inPlace, time })), ...fresh], options);
  return { unit: "ns", samples };
}

function freshVariantOf({ name, way }: NamedWay, kind: RecordKind<unknown>): Variant | undefined {
  const { encode } = way;
  if (encode === undefined) return undefined;
  const given = givenTo(way, kind);
  kind.values.forEach((value, i) => {
    checkBytes(name, way, kind, value, encode(given[i]));
  });
  return { name, time: encodeLoop(encode, given) };
}

function givenTo(way: Way<unknown>, { values }: RecordKind<unknown>): unknown[] {
  return values.map((value) => (way.given === undefined ? value : way.given(value)));
}

function checkBytes(
  name: string,
  way: Way<unknown>,
  kind: RecordKind<unknown>,
  value: unknown,
  bytes: Uint8Array,
): void {
  const what = `${name} encodes ${kind.name}`;
  if (way.own === undefined) mustEqual(new Uint8Array(bytes), bytesOf(kind, value), what);
  else mustEqual(way.plain?.(way.decoder?.(bytes)(bytes, 0)), value, what);
}
