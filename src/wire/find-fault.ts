import { copyBytes, inBounds, viewOf } from "./binding.ts";
import { BytewrightError, type Fault } from "./errors.ts";
import { describeLength, outOfBounds, tooManyElements, wrongLength, wrongType, wrongVariant } from "./faults.ts";
import { listChecker } from "./kinds/array.ts";
import type { FlexibleLayout } from "./kinds/flexible.ts";
import { type Checker, joinPaths, numberReader, type ReadNumber } from "./kinds/kind.ts";
import { structKind } from "./kinds/struct.ts";
import type { FieldLayout, Layout } from "./layout.ts";
import { mostOf } from "./limits.ts";
import { describeVariants, isVariant } from "./variant.ts";
import type { RecordView } from "./view.ts";

/** A field, wherever it is nested, at an offset from the record's start. */
export interface Place {
  /** `constants.uts_release_len` */
  readonly path: string;
  readonly field: FieldLayout;
}

interface NumberPlace extends Place {
  readonly read: ReadNumber;
}

/** What a record's bytes must say, found in its layout once, so that a check looks at few places. */
export interface Rules {
  readonly baseSize: number;
  readonly type: NumberPlace | undefined;
  readonly variant: NumberPlace | undefined;
  readonly length: NumberPlace | undefined;
  readonly array: (Place & { readonly type: FlexibleLayout }) | undefined;
  readonly count: NumberPlace | undefined;
  readonly check: Checker | undefined;
  readonly checkElements: ReturnType<typeof listChecker>;
}

const known: WeakMap<Layout, Rules> = /* @__PURE__ */ new WeakMap<Layout, Rules>();

export function rulesOf(layout: Layout): Rules {
  const made = known.get(layout) ?? makeRules(layout);
  known.set(layout, made);
  return made;
}

function makeRules(layout: Layout): Rules {
  const places = placesIn(layout, "", 0);
  const find = (is: (place: Place) => boolean): NumberPlace | undefined => {
    const place = places.find(is);
    return place && { ...place, read: numberReader(place.field) };
  };
  const array = places.find(({ field }) => field.type.kind === "flexible");
  const type = array?.field.type as FlexibleLayout | undefined;
  return {
    baseSize: layout.record?.baseSize ?? layout.size,
    type: layout.record?.type === undefined ? undefined : find(({ field }) => field.derived === "type"),
    variant: find(({ path }) => path === layout.record?.when?.path),
    length: find(({ field }) => field.derived === "length"),
    array: array && type && { ...array, type },
    count: type?.count === undefined ? undefined : find(({ path }) => path === type.count),
    check: structKind.checker?.({ kind: "struct", layout }),
    checkElements: type && listChecker(type),
  };
}

/** The fields of a struct and of the structs in it; of unions none: which member is meant, they do not say. */
export function placesIn({ members }: Layout, around: string, base: number): Place[] {
  return members.flatMap((member): Place[] => {
    if (member.kind === "padding") return [];
    const path = joinPaths(around, member.name);
    const offset = base + member.offset;
    if (member.type.kind === "struct") return placesIn(member.type.layout, path, offset);
    const bits = member.bits && { ...member.bits, at: member.bits.at + base * 8 };
    return [{ path, field: { ...member, offset, ...(bits && { bits }) } }];
  });
}

/**
 * What is wrong with the record at `at`, in this order: bounds of its fixed part, type, what tells it from others,
 * length, bounds of the whole, elements, what its fields must say.
 */
export function findFault(layout: Layout, bytes: Uint8Array, at: number, le: boolean): Fault | undefined {
  const { name, record } = layout;
  const rules = rulesOf(layout);
  if (!inBounds(bytes, at, rules.baseSize)) return outOfBounds(name, bytes, at, rules.baseSize);
  const v = viewOf(bytes);
  const offsetOf = ({ field }: Place) => at + field.offset;

  const { type, variant, array } = rules;
  const foundType = type?.read(v, at, le);
  if (type !== undefined && foundType !== record?.type) {
    return wrongType(name, type.path, offsetOf(type), Number(foundType), record?.type as number);
  }
  const when = record?.when;
  const foundVariant = Number(variant?.read(v, at, le));
  if (variant !== undefined && when !== undefined && !isVariant(when, foundVariant)) {
    return wrongVariant(name, variant.path, offsetOf(variant), foundVariant, describeVariants(when));
  }
  const told = rules.length?.read(v, at, le);
  const count = rules.count && Number(rules.count.read(v, at, le));
  if (rules.length !== undefined && told !== undefined) {
    const expected = otherLength(layout, rules, Number(told), count);
    if (expected !== undefined) return wrongLength(name, rules.length.path, offsetOf(rules.length), told, expected);
  }
  const size = toldSize(layout, rules, told, count);
  if (at + size > bytes.length) return outOfBounds(name, bytes, at, size);
  const end = told === undefined && count === undefined ? bytes.length - at : size;
  const elements = array === undefined ? 0 : (count ?? Math.floor((end - rules.baseSize) / array.type.stride));
  if (array !== undefined && array.type.as !== "bytes") {
    const all = elements * (array.type.each ?? 1);
    if (all > mostOf(array.type.as)) return tooManyElements(name, array.path, offsetOf(array), all, array.type.as);
  }
  const inside = rules.check?.(v, at, le) ?? findInElements();
  return inside && { ...inside, record: name };

  function findInElements(): Fault | undefined {
    const found = array && rules.checkElements?.(v, offsetOf(array), le, elements);
    return found && { ...found, path: joinPaths(array.path, found.path) };
  }
}

/** Bytes in front of what the length counts, and in how many bytes it counts. */
export function countedBy(layout: Layout): { readonly before: number; readonly unit: number } {
  const { framing } = layout.record ?? {};
  const { counts = "record", unit = 1 } = framing?.length ?? {};
  return { before: counts === "payload" ? (framing?.headerSize ?? 0) : 0, unit };
}

/** What the header's length should be instead, in numbers or words; undefined where it may be what it is. */
function otherLength(layout: Layout, { array, baseSize }: Rules, told: number, count: number | undefined) {
  const { before, unit } = countedBy(layout);
  const least = baseSize - before;
  if (array === undefined) return told === least / unit ? undefined : least / unit;
  const fewest = Math.ceil(least / unit);
  if (told < fewest) return `${fewest} or more`;
  const { stride, count: name = "n" } = array.type;
  const words = describeLength(least, stride, name, unit);
  if (count === undefined) return (told * unit - least) % stride === 0 ? undefined : words;
  const expected = (least + count * stride) / unit;
  return told === expected ? undefined : `${words} = ${expected}`;
}

/** Bytes of a record by what its length or its count tells. */
function toldSize(layout: Layout, { array, baseSize }: Rules, told: number | bigint | undefined, count = 0): number {
  const { before, unit } = countedBy(layout);
  if (told !== undefined) return before + Number(told) * unit;
  return array === undefined ? baseSize : baseSize + count * array.type.stride;
}

/**
 * How many elements of its flexible array a record has. Of one that may be bad, as many as its count tells and its
 * length and the bytes have room for.
 */
export function countElements(layout: Layout, bytes: Uint8Array, at: number, le: boolean): number {
  const rules = rulesOf(layout);
  const { array, count, length, baseSize } = rules;
  if (array === undefined || !inBounds(bytes, at, baseSize)) return 0;
  const v = viewOf(bytes);
  const left = bytes.length - at;
  const size = length ? toldSize(layout, rules, length.read(v, at, le)) : left;
  const room = Math.max(0, Math.floor((Math.min(left, size) - baseSize) / array.type.stride));
  return count === undefined ? room : Math.max(0, Math.min(room, Number(count.read(v, at, le))));
}

/**
 * The elements that a view reads of its record's flexible array.
 * @throws BytewrightError if there are more than a list or text can have
 */
export function countIn({ $layout, $bytes, $at, $le }: RecordView): number {
  const elements = countElements($layout, $bytes, $at, $le);
  const { path = "", field, type } = rulesOf($layout).array ?? {};
  if (type === undefined || field === undefined || type.as === "bytes") return elements;
  const all = elements * (type.eachView ?? type.each ?? 1);
  if (all <= mostOf(type.as)) return elements;
  throw new BytewrightError(tooManyElements($layout.name, path, $at + field.offset, all, type.as));
}

/**
 * What decodes bytes that a generated decoder refuses.
 * @throws BytewrightError
 */
export function refuseBytes<T>(
  layout: Layout,
  decode: (bytes: Uint8Array, at: number, le: boolean) => T,
  bytes: Uint8Array,
  at: number,
  le: boolean,
): T {
  const fault = findFault(layout, bytes, at, le);
  if (fault !== undefined) throw new BytewrightError(fault);
  // Another thread has written to the bytes meanwhile: they are looked at once more where it cannot.
  const copy = copyBytes(bytes, at, bytes.length);
  const still = faultInCopy(layout, copy, at, le);
  if (still === undefined) return decode(copy, 0, le);
  throw new BytewrightError(still);
}

/** What is wrong with a record that was copied from `at`. */
export function faultInCopy(layout: Layout, copy: Uint8Array, at: number, le: boolean): Fault | undefined {
  const found = findFault(layout, copy, 0, le);
  return found?.offset === undefined ? found : { ...found, offset: found.offset + at };
}
