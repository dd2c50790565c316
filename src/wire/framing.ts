import type { ByteOrder } from "./codec.ts";
import { type Telling, telling, useTelling } from "./kinds/hooks.ts";
import { isLittle } from "./kinds/integer.ts";
import type { BitRange, Framing, HeaderPlace, RecordType } from "./layout.ts";

/** Bytes of the record at `at`, as its header tells; the header must fit. */
export function framedLength(framing: Framing, byteOrder: ByteOrder, bytes: Uint8Array, at: number): number {
  const { length } = framing;
  if (length === undefined) return bytes.length - at;
  const counted = Number(toldAt(length, byteOrder, bytes, at)) * length.unit + (length.plus ?? 0);
  return length.counts === "payload" ? framing.headerSize + counted : counted;
}

function toldAt(place: HeaderPlace, byteOrder: ByteOrder, bytes: Uint8Array, at: number): RecordType {
  if (place.type === undefined || telling === undefined) {
    return readUnsigned(bytes, at + place.offset, place.size, byteOrder);
  }
  return telling.read(place, byteOrder, bytes, at);
}

export function readUnsigned(bytes: Uint8Array, at: number, size: number, order: ByteOrder): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + (bytes[order === "big" ? at + i : at + size - 1 - i] as number);
  return value;
}

/** The type of the record at `at`, as its header tells; the header must fit. 0 in a family without types. */
export function framedType({ type }: Framing, byteOrder: ByteOrder, bytes: Uint8Array, at: number): RecordType {
  return type === undefined ? 0 : toldAt(type, byteOrder, bytes, at);
}

/** How records follow one another, as generated modules write it where a header tells more than plain numbers. */
export function framing(told: Framing): Framing {
  useTelling(general);
  return told;
}

/** By single bytes: of each record an image may give an array of its own, for which accessors would have to be made. */
export const general: Telling = {
  read({ offset, size, type, bits }, byteOrder, bytes, at) {
    if (type?.kind !== "integer") return fourCharacters((i) => bytes[at + offset + i] as number);
    const little = isLittle(type.byteOrder, byteOrder === "little");
    const width = bits?.width ?? size * 8;
    const place = { at: at * 8 + (bits?.at ?? offset * 8), width };
    if (type.big) {
      const value = bigBitsIn(bytes, place, little);
      return type.signed ? BigInt.asIntN(width, value) : value;
    }
    const order: ByteOrder = little ? "little" : "big";
    const value = bits ? bitsIn(bytes, place, little) : readUnsigned(bytes, at + offset, size, order);
    return type.signed && value >= 2 ** (width - 1) ? value - 2 ** width : value;
  },
  numberOf: (text) => [0, 1, 2, 3].reduce((number, i) => number * 256 + text.charCodeAt(i), 0),
  show: (number) => showType(fourCharacters((i) => (Number(number) >>> (24 - 8 * i)) & 255)),
};

/** A type for messages, in ASCII. */
export function showType(type: RecordType): string {
  if (typeof type !== "string") return String(type);
  const hex = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return `"${type.replace(/[^ -~]|["\\]/g, hex)}"`;
}

function fourCharacters(byteAt: (i: number) => number): string {
  return String.fromCharCode(byteAt(0), byteAt(1), byteAt(2), byteAt(3));
}

/** At most 32 bits, as `BitRange` counts them. */
function bitsIn(bytes: Uint8Array, { at, width }: BitRange, little: boolean): number {
  let value = 0;
  for (let i = 0; i < width; i++) {
    const bit = little ? at + width - 1 - i : at + i;
    const inByte = bit % 8;
    const byte = bytes[(bit - inByte) / 8] as number;
    value = value * 2 + ((byte >> (little ? inByte : 7 - inByte)) & 1);
  }
  return value;
}

function bigBitsIn(bytes: Uint8Array, { at, width }: BitRange, little: boolean): bigint {
  const high = Math.max(0, width - 32);
  const low = width - high;
  const [highAt, lowAt] = little ? [at + low, at] : [at, at + high];
  const upper = BigInt(bitsIn(bytes, { at: highAt, width: high }, little)) << BigInt(low);
  return upper | BigInt(bitsIn(bytes, { at: lowAt, width: low }, little));
}
