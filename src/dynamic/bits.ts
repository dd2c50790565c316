import type { Binding } from "../wire/binding.ts";
import { getBigBits, getBigBitsBe, putBigBits, putBigBitsBe } from "../wire/bits.ts";
import type { ByteOrder } from "../wire/codec.ts";
import type { BitRange, IntegerLayout } from "../wire/layout.ts";

/** The whole bytes that a bit field touches, counted from the start of its struct. */
export function bytesOfBits({ at, width }: BitRange): { readonly start: number; readonly end: number } {
  return { start: Math.floor(at / 8), end: Math.ceil((at + width) / 8) };
}

/** The number in a bit field of the struct at `base`. */
export function readBits(
  b: Binding,
  base: number,
  { at, width }: BitRange,
  { signed, big }: IntegerLayout,
  byteOrder: ByteOrder,
): number | bigint {
  const bits = byteOrder === "little" ? getBigBits(b, base, at, width) : getBigBitsBe(b, base, at, width);
  const value = signed ? BigInt.asIntN(width, bits) : bits;
  return big ? value : Number(value);
}

/** Writes a bit field of the struct at `base`. */
export function writeBits(
  b: Binding,
  base: number,
  { at, width }: BitRange,
  value: number | bigint,
  byteOrder: ByteOrder,
): void {
  if (byteOrder === "little") putBigBits(b, base, at, width, BigInt(value));
  else putBigBitsBe(b, base, at, width, BigInt(value));
}
