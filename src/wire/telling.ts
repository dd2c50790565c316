import { showType } from "./framing.ts";
import { headerField } from "./header-field.ts";
import { type Telling, useTelling } from "./kinds/hooks.ts";
import { integer, isLittle } from "./kinds/integer.ts";
import { type NumberField, numberChecker } from "./kinds/kind.ts";
import type { Framing, RecordType } from "./layout.ts";

/** How records follow one another, as generated modules write it where a header tells more than plain numbers. */
export function framing(told: Framing): Framing {
  useTelling(general);
  return told;
}

export const general: Telling = {
  /** By single bytes: of each record there may be an array of its own, for which accessors would have to be made. */
  read({ offset, size, type, bits }, byteOrder, bytes, at) {
    if (type?.kind !== "integer") return fourCharacters((i) => bytes[at + offset + i] as number);
    const { signed, big, byteOrder: own } = type;
    const little = isLittle(own, byteOrder === "little");
    const from = at * 8 + (bits?.at ?? offset * 8);
    const width = bits?.width ?? size * 8;
    const low = Math.min(width, 32);
    const high = width - low;
    const upper = bitsIn(bytes, little ? from + low : from, high, little);
    const lower = bitsIn(bytes, little ? from : from + high, low, little);
    if (!big) return upper * 2 ** low + lower - (signed && lower >= 2 ** (width - 1) ? 2 ** width : 0);
    const value = (BigInt(upper) << BigInt(low)) | BigInt(lower);
    return signed ? BigInt.asIntN(width, value) : value;
  },
  checker(layout) {
    const { type, framing } = layout.record ?? {};
    const told = headerField(layout, "type");
    if (framing?.type?.type === undefined || told === undefined || type === undefined) return undefined;
    const expected = typeNumber(type);
    const isRight = (found: number | bigint) => found === expected;
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

/** At most 32 bits of those that `BitRange` counts. */
function bitsIn(bytes: Uint8Array, from: number, width: number, little: boolean): number {
  let value = 0;
  for (let i = 0; i < width; i++) {
    const bit = little ? from + width - 1 - i : from + i;
    const inByte = bit % 8;
    const byte = bytes[(bit - inByte) / 8] as number;
    value = value * 2 + ((byte >> (little ? inByte : 7 - inByte)) & 1);
  }
  return value;
}
