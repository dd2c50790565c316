import type { Binding } from "./binding.ts";

/**
 * Bit fields. `at` counts bits from `p`: in little-endian bytes from the least significant bit of each byte on, in
 * big-endian ones from the most significant. Fields may straddle bytes and storage units, so that they are put
 * together byte by byte; arithmetic instead of shifts keeps 32 bits unsigned.
 */

/** An unsigned field of at most 32 bits. */
export function getBits(b: Binding, p: number, at: number, width: number): number {
  const first = p + Math.floor(at / 8);
  const shift = at % 8;
  let value = 0;
  for (let i = Math.ceil((shift + width) / 8) - 1; i >= 0; i--) value = value * 256 + (b.bytes[first + i] as number);
  return Math.floor(value / 2 ** shift) % 2 ** width;
}

export function getBitsBe(b: Binding, p: number, at: number, width: number): number {
  const first = p + Math.floor(at / 8);
  const count = Math.ceil(((at % 8) + width) / 8);
  let value = 0;
  for (let i = 0; i < count; i++) value = value * 256 + (b.bytes[first + i] as number);
  return Math.floor(value / 2 ** (count * 8 - (at % 8) - width)) % 2 ** width;
}

/** An unsigned field of at most 64 bits. */
export function getBigBits(b: Binding, p: number, at: number, width: number): bigint {
  const low = Math.min(width, 32);
  const high = width > 32 ? getBits(b, p, at + 32, width - 32) : 0;
  return (BigInt(high) << 32n) | BigInt(getBits(b, p, at, low));
}

export function getBigBitsBe(b: Binding, p: number, at: number, width: number): bigint {
  const low = Math.min(width, 32);
  const high = width > 32 ? getBitsBe(b, p, at, width - 32) : 0;
  return (BigInt(high) << 32n) | BigInt(getBitsBe(b, p, at + width - low, low));
}

/** The signed number that these bits are in two's complement. */
export function signedBits(value: number, width: number): number {
  return value >= 2 ** (width - 1) ? value - 2 ** width : value;
}

/** Writes a field of at most 32 bits and leaves the bits beside it as they are. */
export function putBits(b: Binding, p: number, at: number, width: number, value: number): void {
  let rest = value < 0 ? value + 2 ** width : value;
  for (let bit = at; bit < at + width; ) {
    const shift = bit % 8;
    const count = Math.min(8 - shift, at + width - bit);
    const place = p + Math.floor(bit / 8);
    const mask = (2 ** count - 1) << shift;
    b.bytes[place] = ((b.bytes[place] as number) & ~mask) | ((rest % 2 ** count) << shift);
    rest = Math.floor(rest / 2 ** count);
    bit += count;
  }
}

export function putBitsBe(b: Binding, p: number, at: number, width: number, value: number): void {
  let rest = value < 0 ? value + 2 ** width : value;
  for (let end = at + width; end > at; ) {
    const room = end % 8 === 0 ? 8 : end % 8;
    const count = Math.min(room, end - at);
    const place = p + Math.floor((end - 1) / 8);
    const mask = (2 ** count - 1) << (8 - room);
    b.bytes[place] = ((b.bytes[place] as number) & ~mask) | ((rest % 2 ** count) << (8 - room));
    rest = Math.floor(rest / 2 ** count);
    end -= count;
  }
}

/** Writes a field of at most 64 bits and leaves the bits beside it as they are. */
export function putBigBits(b: Binding, p: number, at: number, width: number, value: bigint): void {
  const bits = BigInt.asUintN(width, value);
  const low = Math.min(width, 32);
  putBits(b, p, at, low, Number(bits & 0xffff_ffffn));
  if (width > 32) putBits(b, p, at + 32, width - 32, Number(bits >> 32n));
}

export function putBigBitsBe(b: Binding, p: number, at: number, width: number, value: bigint): void {
  const bits = BigInt.asUintN(width, value);
  const low = Math.min(width, 32);
  putBitsBe(b, p, at + width - low, low, Number(bits & 0xffff_ffffn));
  if (width > 32) putBitsBe(b, p, at, width - 32, Number(bits >> 32n));
}
