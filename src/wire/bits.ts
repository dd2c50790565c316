/**
 * Bit fields. `at` counts bits from `p`: in little-endian bytes from the least significant bit of each byte on, in
 * big-endian ones from the most significant. Fields may straddle bytes and storage units, so that they are put
 * together byte by byte; arithmetic instead of shifts keeps 32 bits unsigned.
 */

/** An unsigned field of at most 32 bits. */
export function getBits(v: DataView, p: number, at: number, width: number, le: boolean): number {
  const first = p + Math.floor(at / 8);
  const shift = at % 8;
  const count = Math.ceil((shift + width) / 8);
  let value = 0;
  for (let i = 0; i < count; i++) value = value * 256 + v.getUint8(first + (le ? count - 1 - i : i));
  return Math.floor(value / 2 ** (le ? shift : count * 8 - shift - width)) % 2 ** width;
}

/** The same, in two's complement. */
export function getSignedBits(v: DataView, p: number, at: number, width: number, le: boolean): number {
  const value = getBits(v, p, at, width, le);
  return value >= 2 ** (width - 1) ? value - 2 ** width : value;
}

/** An unsigned field of at most 64 bits. */
export function getBigBits(v: DataView, p: number, at: number, width: number, le: boolean): bigint {
  const low = Math.min(width, 32);
  const high = width > 32 ? getBits(v, p, le ? at + 32 : at, width - 32, le) : 0;
  return (BigInt(high) << 32n) | BigInt(getBits(v, p, le ? at : at + width - low, low, le));
}

export function getSignedBigBits(v: DataView, p: number, at: number, width: number, le: boolean): bigint {
  return BigInt.asIntN(width, getBigBits(v, p, at, width, le));
}

/** Writes a field of at most 32 bits and leaves the bits beside it as they are. */
export function setBits(v: DataView, p: number, at: number, width: number, value: number, le: boolean): void {
  let rest = value < 0 ? value + 2 ** width : value;
  for (let done = 0; done < width; ) {
    const bit = le ? at + done : at + width - done;
    const edge = le ? bit % 8 : bit % 8 || 8;
    const count = Math.min(le ? 8 - edge : edge, width - done);
    const place = p + Math.floor((le ? bit : bit - 1) / 8);
    const shift = le ? edge : 8 - edge;
    const mask = (2 ** count - 1) << shift;
    v.setUint8(place, (v.getUint8(place) & ~mask) | ((rest % 2 ** count) << shift));
    rest = Math.floor(rest / 2 ** count);
    done += count;
  }
}

/** Writes a field of at most 64 bits and leaves the bits beside it as they are. */
export function setBigBits(v: DataView, p: number, at: number, width: number, value: bigint, le: boolean): void {
  const bits = BigInt.asUintN(width, value);
  const low = Math.min(width, 32);
  setBits(v, p, le ? at : at + width - low, low, Number(bits & 0xffff_ffffn), le);
  if (width > 32) setBits(v, p, le ? at + 32 : at, width - 32, Number(bits >> 32n), le);
}

/** Whether something is no number of a bit field. */
export function notBits(x: unknown, least: number, most: number): boolean {
  return typeof x !== "number" || !(Number.isInteger(x) && x >= least && x <= most);
}

export function notBigBits(x: unknown, least: bigint, most: bigint): boolean {
  return typeof x !== "bigint" || x < least || x > most;
}
