import { viewOf } from "./binding.ts";
import { showType } from "./framing.ts";
import { headerField } from "./header-field.ts";
import { type Telling, useTelling } from "./kinds/hooks.ts";
import { integer } from "./kinds/integer.ts";
import { type NumberField, numberChecker, numberReader } from "./kinds/kind.ts";
import { type Framing, type HeaderPlace, masked, type RecordType } from "./layout.ts";
import { once } from "./once.ts";

/** How records follow one another, as generated modules write it where a header tells more than plain numbers. */
export function framing(told: Framing): Framing {
  useTelling(general);
  return told;
}

const readerOf = /* @__PURE__ */ once((place: HeaderPlace) => numberReader(place as NumberField));

export const general: Telling = {
  read(place, byteOrder, bytes, at) {
    if (place.type?.kind === "integer")
      return masked(readerOf(place)(viewOf(bytes), at, byteOrder === "little"), place.mask);
    return fourCharacters((i) => bytes[at + place.offset + i] as number);
  },
  checker(layout) {
    const { type, framing } = layout.record ?? {};
    const told = headerField(layout, "type");
    if (framing?.type?.type === undefined || told === undefined || type === undefined) return undefined;
    const expected = typeNumber(type);
    const isRight = (found: number | bigint) => masked(found, framing.type?.mask) === expected;
    if (typeof type !== "string") return numberChecker(told.path, told, "wrong-type", expected, isRight);
    const show = (found: number | bigint) => showType(fourCharacters((i) => (Number(found) >>> (24 - 8 * i)) & 255));
    return numberChecker(told.path, asNumber(told), "wrong-type", showType(type), isRight, show);
  },
};

/** A field of a header as codecs compare and write it: four characters as a number. */
export function asNumber<T extends NumberField>(field: T): T {
  const { kind } = field.type;
  return kind === "string" || kind === "strictText" ? { ...field, type: integer(4, false, false, "big") } : field;
}

/** A type as codecs compare it: four characters as a number. */
export function typeNumber(type: RecordType): number | bigint {
  return typeof type !== "string" ? type : [0, 1, 2, 3].reduce((number, i) => number * 256 + type.charCodeAt(i), 0);
}

function fourCharacters(byteAt: (i: number) => number): string {
  return String.fromCharCode(byteAt(0), byteAt(1), byteAt(2), byteAt(3));
}
