import type { Binding } from "../binding.ts";
import { headerWriter } from "../derived.ts";
import { fieldsOf, isHeld } from "../fields.ts";
import { bytesSize, cloneBytes } from "../is-bytes.ts";
import { numberIn } from "../kinds/integer.ts";
import { coderOf, type Given, valuesOf } from "../kinds/kind.ts";
import { writerOf } from "../kinds/struct-coder.ts";
import { takerOf } from "../kinds/struct-values.ts";
import { type FieldType, keyOf, type Layout, type PartLayout } from "../layout.ts";
import { sizeOf } from "../layout-data.ts";
import { once } from "../once.ts";
import { takeRecord } from "../record-codec.ts";
import { refuseSize } from "../sizes.ts";
import { textSize } from "../text.ts";
import { describe, refusal, wrongBytes, wrongCount, wrongValue } from "../values.ts";
import { inside, type Where, whereIn } from "../where.ts";
import { checksumOf, placeOf } from "./checksum.ts";
import type { PlacedPart } from "./placed.ts";
import { planOf, type Spot, type Version } from "./plan.ts";
import { paddingOf } from "./read.ts";

/** What a value says: how many bytes that takes, and what writes them into zeros. */
export interface TakenRecord {
  readonly size: number;
  write(b: Binding): void;
}

interface TakenPart extends PlacedPart {
  readonly taken: unknown;
  readonly padding: Uint8Array | undefined;
}

type Own = { [field: string]: unknown; $name?: unknown };

const partTaker = /* @__PURE__ */ once((part: PartLayout) => takerOf(part, [part]));

/**
 * What a value says of a record that has parts, grows, or has a checksum.
 * @throws BytewrightError for the first thing in it that does not fit
 */
export function takeExtended(layout: Layout, value: unknown, le: boolean): TakenRecord {
  const where = whereIn(layout.name, "", le);
  if (typeof value !== "object" || value === null) throw wrongValue(where, value, "an object");
  const given = value as Given;
  const own = pick(layout, given);
  if (layout.record !== undefined) own.$name = given.$name;
  const version = versionGiven(layout, own);
  const parts = takeParts(layout, given, where);
  for (const part of parts) putCount(layout, own, part, where);
  const { taken } = takeRecord(version.layout, own, le);
  const { total, checksums, start = version.size } = planOf(layout);
  const known = parts.at(-1)?.next ?? start;
  const rest = takeRest(layout, given, version, inside(where, "$rest"));
  const size = known + rest.length;
  refuseSize(layout, parts.at(-1)?.part.name ?? "", size);
  const extent = { parts, end: size };
  if (total !== undefined)
    valuesOf(total.type).taker(total.type)(numberIn(total.type, size), inside(where, total.path));
  return {
    size,
    write(b) {
      const put = (spot: Spot, value: number, at = placeOf(spot, extent, 0)?.at ?? 0) =>
        coderOf(spot.type).writer(spot.type)(b, at, le, numberIn(spot.type, value));
      writerOf(version.layout)(b, 0, le, taken);
      headerWriter(version.layout)(b, le, size);
      for (const { part, at, end, taken, padding } of parts) {
        if (isHeld(part)) coderOf(part.type).writer(part.type)(b, at, le, taken);
        if (padding !== undefined) b.bytes.set(padding, end);
      }
      b.bytes.set(rest, known);
      if (total !== undefined) put(total, size);
      // One that is in what another one is of stands before that.
      for (const checksum of checksums) {
        const at = placeOf(checksum.own, extent, 0)?.at ?? 0;
        put(checksum.own, checksumOf(checksum, extent, b.bytes, 0, at, le), at);
      }
    },
  };
}

/** What is given of a struct's own fields, each asked for once. */
function pick(layout: Layout, given: Given): Own {
  const own: Own = {};
  for (const key of fieldsOf(layout).held.map(keyOf)) own[key] = given[key];
  return own;
}

/** The version that has all fields that are given; those that it should have and that are not are then missed. */
function versionGiven(layout: Layout, own: Own): Version {
  const latest = fieldsOf(layout).held.reduce((most, field) => {
    return own[keyOf(field)] === undefined ? most : Math.max(most, field.since ?? 0);
  }, 0);
  const { versions } = planOf(layout);
  return versions.find(({ size }) => size === latest) ?? versions[0];
}

function takeRest(layout: Layout, { $rest }: Given, { size }: Version, where: Where): Uint8Array {
  if ($rest === undefined) return new Uint8Array(0);
  if (!layout.extended?.grows) throw wrongValue(where, $rest, "nothing, as the record does not grow");
  const length = bytesSize($rest);
  if (length < 0) throw wrongBytes(where, $rest);
  const later = planOf(layout).versions.find((one) => one.size > size);
  if (later !== undefined && size + length >= later.size) {
    throw refusal("wrong-value", where, `${length} bytes`, `fewer than ${later.size - size}: there it has more fields`);
  }
  return cloneBytes($rest as Uint8Array, length);
}

function takeParts(layout: Layout, given: Given, where: Where): TakenPart[] {
  const parts: TakenPart[] = [];
  let at = planOf(layout).start ?? 0;
  const paddings = paddingsIn(layout, given, where);
  for (const part of layout.extended?.parts ?? []) {
    const here = inside(where, part.name);
    const value = isHeld(part) ? given[keyOf(part)] : undefined;
    const taken = isHeld(part) ? partTaker(part)(value, here, { values: [], taken: [] }) : undefined;
    if (part.ends && String(taken).includes("\0"))
      throw wrongValue(here, taken, "text without a NUL, which would end it");
    const size = sizeTaken(part, taken);
    const elements = part.type.kind === "flexible" ? (size - (part.ends ? 1 : 0)) / part.type.stride : 0;
    const end = at + size;
    const room = paddingOf(part, size, end);
    const padding = takePadding(part, paddings[part.name], room, inside(inside(where, "$padding"), part.name));
    const next = end + (padding?.length ?? room);
    parts.push({ part, at, elements, end, next, taken, padding });
    at = next;
  }
  return parts;
}

/** What stands behind some parts: of what is none, bytes would be lost. */
function paddingsIn({ extended }: Layout, { $padding = {} }: Given, around: Where): Given {
  const where = inside(around, "$padding");
  if (typeof $padding !== "object" || $padding === null) throw wrongValue(where, $padding, "an object");
  const names = extended?.parts?.map(({ name }) => name) ?? [];
  const other = Object.keys($padding).find((name) => !names.includes(name));
  if (other === undefined) return $padding as Given;
  throw refusal("wrong-value", inside(where, other), "a name of no part", names.join(", ") || "none");
}

/** Bytes of what was taken of a part. */
function sizeTaken({ type, ends }: PartLayout, taken: unknown): number {
  if (type.kind === "records") return (taken as Uint8Array).length;
  if (type.kind !== "flexible") return sizeOf(type);
  const elements = typeof taken === "string" ? textSize(taken) : (taken as ArrayLike<unknown>).length;
  return elements * type.stride + (ends ? 1 : 0);
}

/** Bytes that stand where zeros would: as many, or behind records, which are aligned where others follow, fewer. */
function takePadding({ type }: PartLayout, given: unknown, room: number, where: Where): Uint8Array | undefined {
  if (given === undefined) return undefined;
  const size = bytesSize(given);
  if (size < 0) throw wrongBytes(where, given);
  if (size > room || (size < room && type.kind !== "records")) throw wrongCount(where, size, room);
  return cloneBytes(given as Uint8Array, size);
}

/** Puts what a field says of a part where that is; given, it must agree. */
function putCount(layout: Layout, own: Own, { part, elements, at, end, next }: TakenPart, where: Where): void {
  const { count, type, name } = part;
  if (count === undefined) return;
  const { path, isBytes, unit = 1, plus = 0 } = count;
  const size = type.kind === "records" ? next - at : end - at;
  const counted = (type.kind === "records" || isBytes ? size : elements) - plus;
  if (counted < 0 || counted % unit !== 0) {
    const expected = counted < 0 ? `${plus} or more` : `${plus} and a multiple of ${unit}`;
    throw refusal("wrong-count", inside(where, name), counted + plus, expected);
  }
  putAt(layout, own, path.split("."), where, (type, given, here) => {
    const told = numberIn(type, counted / unit);
    if (given === undefined || given === told) return told;
    throw refusal("wrong-count", here, describe(given), `${told}, as ${name} has ${size} bytes`);
  });
}

type Tell = (type: FieldType, given: unknown, here: Where) => unknown;

function putAt(layout: Layout, own: Own, [first = "", ...rest]: readonly string[], around: Where, tell: Tell): void {
  const field = fieldsOf(layout).direct.find(({ name }) => name === first);
  const type = field?.type;
  const key = keyOf(field ?? { name: first });
  const where = inside(around, first);
  const given = own[key];
  if (rest.length === 0 || type === undefined || !("layout" in type)) {
    own[key] = tell(type as FieldType, given, where);
    return;
  }
  if (given !== undefined && (typeof given !== "object" || given === null)) throw wrongValue(where, given, "an object");
  const inner = pick(type.layout, (given ?? {}) as Given);
  own[key] = inner;
  putAt(type.layout, inner, rest, where, tell);
}

/** What is given for a new record, with all parts, and the counts of those. */
export function completeExtended(layout: Layout, init: Given, le: boolean): { readonly own: Own; readonly more: Own } {
  const where = whereIn(layout.name, "", le);
  const more: Own = {};
  for (const part of layout.extended?.parts ?? []) {
    const { name, type, constant } = part;
    const key = keyOf(part);
    if (isHeld(part)) more[key] = constant ?? valuesOf(type).create(type, init[key], inside(where, name));
  }
  for (const name of ["$padding", "$rest"]) if (init[name] !== undefined) more[name] = init[name];
  const own = pick(layout, init);
  for (const part of takeParts(layout, more, where)) putCount(layout, own, part, where);
  return { own, more };
}
