import { elementsForEach } from "../layout/index.ts";
import type { Framing } from "../wire/codec.ts";
import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";
import type { Variants } from "../wire/variant.ts";
import { baseSizeOf, type FlexibleLayout, flexibleOf } from "./flexible.ts";
import { unsupported } from "./unsupported.ts";

/** A field, wherever it is nested. Offsets are in bytes from the record's start, or from that of an array's element. */
export interface Place {
  /** `constants.uts_release_len` */
  readonly path: string;
  readonly offset: number;
  readonly field: FieldLayout;
  /** where the struct that holds the field starts */
  readonly base: number;
}

/** What a record's bytes must say, found in its layout once, so that a check is a walk over few places. */
export interface Rules {
  readonly name: string;
  readonly baseSize: number;
  readonly type: { readonly place: Place; readonly value: number } | undefined;
  readonly when: VariantRule | undefined;
  readonly length: LengthRule | undefined;
  readonly flexible: FlexibleRule | undefined;
  readonly constants: readonly Place[];
}

/** What a field must say for the record to be this one of its type. */
export interface VariantRule extends Variants {
  readonly place: Place;
}

/** How the header tells the length: the record has `before + told × unit` bytes. */
export interface LengthRule {
  readonly place: Place;
  readonly before: number;
  readonly unit: number;
  /** bytes that are told of a record without elements */
  readonly least: number;
}

export interface FlexibleRule {
  readonly name: string;
  readonly offset: number;
  readonly type: FlexibleLayout;
  /** elements that each one stands for, those of lists in it included */
  readonly each: number;
  /** the field that counts the elements */
  readonly count: Place | undefined;
  /** inside each element */
  readonly constants: readonly Place[];
}

export function rulesOf(layout: Layout, framing: Framing | undefined): Rules {
  const places = collect(layout, placesIn(layout, "", 0));
  const type = places.find(({ field }) => field.derived === "type");
  const value = layout.record?.type;
  return {
    name: layout.name,
    baseSize: baseSizeOf(layout),
    type: type && value !== undefined ? { place: type, value } : undefined,
    when: variantRule(layout, places),
    length: lengthRule(layout, places, framing),
    flexible: flexibleRule(layout, places),
    constants: places.filter(({ field }) => field.constant !== undefined),
  };
}

function variantRule(layout: Layout, places: readonly Place[]): VariantRule | undefined {
  const when = layout.record?.when;
  const place = places.find(({ path }) => path === when?.path);
  return when && place && { ...when, place };
}

function lengthRule(layout: Layout, places: readonly Place[], framing: Framing | undefined): LengthRule | undefined {
  const place = places.find(({ field }) => field.derived === "length");
  if (place === undefined || framing?.length === undefined) return undefined;
  const { counts, unit } = framing.length;
  const before = counts === "payload" ? framing.headerSize : 0;
  return { place, before, unit, least: baseSizeOf(layout) - before };
}

function flexibleRule(layout: Layout, places: readonly Place[]): FlexibleRule | undefined {
  const flexible = flexibleOf(layout);
  if (flexible === undefined) return undefined;
  const { name, offset, type } = flexible;
  const inElement = collect(layout, placesInside(type.element, "", 0));
  return {
    name,
    offset,
    type,
    each: elementsForEach(type),
    count: places.find(({ path }) => path === type.count),
    constants: inElement.filter(({ field }) => field.constant !== undefined),
  };
}

/** Far above what a record has; of an array, each element with a constant in it counts. */
const mostPlaces = 65_536;

function collect({ name }: Layout, places: Iterable<Place>): Place[] {
  const all: Place[] = [];
  for (const place of places) {
    if (all.push(place) <= mostPlaces) continue;
    const problem = `run-time codecs do not support more than ${mostPlaces} fields, those of arrays with constants included`;
    throw unsupported(name, place.path, problem, "make the array shorter, or leave its constants out");
  }
  return all;
}

/** The fields of a struct and of the structs in it, in the order in which they stand. */
function* placesIn(layout: Layout, prefix: string, base: number): Generator<Place> {
  for (const field of layout.members) {
    if (field.kind === "padding") continue;
    const path = prefix + field.name;
    const offset = base + field.offset;
    yield { path, offset, field, base };
    if (field.name === "" && field.type.kind === "struct") yield* placesIn(field.type.layout, prefix, offset);
    else yield* placesInside(field.type, path, offset);
  }
}

/** Of arrays only those with constants in them: nothing else in an element is looked up by its place. */
function* placesInside(type: TypeLayout, path: string, offset: number): Generator<Place> {
  if (type.kind === "struct") yield* placesIn(type.layout, path === "" ? "" : `${path}.`, offset);
  if (type.kind !== "array" || !holdsConstant(type.element)) return;
  for (let i = 0; i < type.length; i++) yield* placesInside(type.element, `${path}[${i}]`, offset + i * type.stride);
}

function holdsConstant(type: TypeLayout): boolean {
  if (type.kind === "array") return holdsConstant(type.element);
  if (type.kind !== "struct") return false;
  return type.layout.members.some(
    (member) => member.kind === "field" && (member.constant !== undefined || holdsConstant(member.type)),
  );
}
