import type { Way } from "../competitors/competitor.ts";
import type { Group, Measured, Options } from "../group.ts";
import { encodeIntoLoop, encodeLoop, type Slots } from "../loop.ts";
import { measure, type Variant } from "../measure.ts";
import { bytesOf, fillSlots } from "../records/record-kind.ts";
import { startC } from "./c-records.ts";
import { mustEqual } from "./check.ts";
import { type AnyKind, aligned, careful, type NamedWay, type Place, waysOf } from "./kinds.ts";

export function encodeGroup(kind: AnyKind, place: Place): Group {
  const title = `encode ${kind.name} in place, ${place.name}`;
  const about = `${kind.about}, 64 values in turn, at changing offsets of 4 MiB; bytewright makes all checks and clears holes.`;
  return { title, about, baseline: careful, run: (options) => run(kind, place, options) };
}

async function run(kind: AnyKind, place: Place, options: Options): Promise<Measured> {
  const { first } = place;
  const slots = { bytes: fillSlots(kind.values, first, kind.slot, kind.write), first, stride: kind.slot };
  const ways = await waysOf(kind, "encode", options, place);
  const variants = ways.flatMap((one) => variantOf(one, kind, slots) ?? []);
  const c = await startC(kind, "encode", slots);
  const samples = await measure([...c.variants, ...variants], options);
  c.stop();
  return { unit: "ns", samples, notes: c.notes };
}

function variantOf({ name, way }: NamedWay, kind: AnyKind, { first, stride }: Slots): Variant | undefined {
  if (way.encoder === undefined) return undefined;
  const slots = { bytes: fillSlots(kind.values, first, stride, () => {}), first, stride };
  const encodeInto = way.encoder(slots.bytes);
  const given = givenTo(way, kind);
  kind.values.forEach((value, i) => {
    const at = first + i * stride;
    // Holes are for the codecs to clear; others find zeros there.
    if (name === "bytewright") slots.bytes.fill(0xff, at, at + stride);
    encodeInto(given[i], slots.bytes, at);
    checkBytes(name, way, kind, value, slots.bytes.subarray(at, at + stride));
  });
  return { name, time: encodeIntoLoop(encodeInto, given, slots) };
}

const allocation = `allocation + ${careful}, in place`;

export function encodeFreshGroup(kind: AnyKind): Group {
  const title = `encode ${kind.name} to a fresh record`;
  const about = `${kind.about}, 64 values in turn, each to bytes of its own, beside an array that is made and a record written to another one.`;
  return { title, about, baseline: allocation, run: (options) => runFresh(kind, options) };
}

async function runFresh(kind: AnyKind, options: Options): Promise<Measured> {
  const ways = await waysOf(kind, "encode", { ...options, leads: [...options.leads, careful] }, aligned);
  const variants = ways.flatMap((one) => {
    return one.name === careful ? allocationOf(one.way, kind) : (freshVariantOf(one, kind) ?? []);
  });
  return { unit: "ns", samples: await measure(variants, options) };
}

function allocationOf({ encoder }: Way<unknown>, { slot, values }: AnyKind): Variant[] {
  const bytes = new Uint8Array(slot);
  const encodeInto = encoder?.(bytes);
  if (encodeInto === undefined) return [];
  const encode = (value: unknown) => {
    const made = new Uint8Array(slot);
    encodeInto(value, bytes, 0);
    return made;
  };
  const copy = (value: unknown) => {
    encodeInto(value, bytes, 0);
    return new Uint8Array(bytes);
  };
  return [
    { name: allocation, time: encodeLoop(encode, values) },
    { name: `floor: ${careful}, and copied`, time: encodeLoop(copy, values) },
  ];
}

function freshVariantOf({ name, way }: NamedWay, kind: AnyKind): Variant | undefined {
  const { encode } = way;
  if (encode === undefined) return undefined;
  const given = givenTo(way, kind);
  kind.values.forEach((value, i) => {
    checkBytes(name, way, kind, value, encode(given[i]));
  });
  return { name, time: encodeLoop(encode, given) };
}

function givenTo(way: Way<unknown>, { values }: AnyKind): unknown[] {
  return values.map((value) => (way.given === undefined ? value : way.given(value)));
}

function checkBytes(name: string, way: Way<unknown>, kind: AnyKind, value: unknown, bytes: Uint8Array): void {
  const what = `${name} encodes ${kind.name}`;
  if (way.own === undefined) mustEqual(new Uint8Array(bytes), bytesOf(kind, value), what);
  else mustEqual(way.plain?.(way.decoder?.(bytes)(bytes, 0)), value, what);
}
