import { getU64 } from "./numbers.ts";

/**
 * An array for a list that is filled from its start on. Made in full length, nine numbers take 20 % less than an array
 * that grows; the engine makes hash tables of the longest ones.
 */
export function roomFor<T>(length: number): T[] {
  return length > 65_536 ? [] : new Array(length);
}

export function listOf<T>(length: number, item: (i: number) => T): T[] {
  const list = roomFor<T>(length);
  for (let i = 0; i < length; i++) list[i] = item(i);
  return list;
}

export function getU8s(v: DataView, p: number, length: number): number[] {
  const list = roomFor<number>(length);
  for (let i = 0; i < length; i++) list[i] = v.getUint8(p + i);
  return list;
}

export function getU16s(v: DataView, p: number, length: number, le: boolean): number[] {
  const list = roomFor<number>(length);
  for (let i = 0; i < length; i++) list[i] = v.getUint16(p + i * 2, le);
  return list;
}

export function getU32s(v: DataView, p: number, length: number, le: boolean): number[] {
  const list = roomFor<number>(length);
  for (let i = 0; i < length; i++) list[i] = v.getUint32(p + i * 4, le);
  return list;
}

export function getU64s(v: DataView, p: number, length: number, le: boolean): bigint[] {
  const list = roomFor<bigint>(length);
  for (let i = 0; i < length; i++) list[i] = getU64(v, p + i * 8, le);
  return list;
}

/** The length of a list, asked for once; -1 if it is none, or longer than `most`. A Proxy may say anything. */
export function lengthOf(list: unknown, most: number = Number.MAX_SAFE_INTEGER): number {
  if (!Array.isArray(list)) return -1;
  const { length } = list;
  return Number.isInteger(length) && length <= most ? length : -1;
}

/** A plain copy of the first `length` elements of a list, each read once; undefined if one does not fit, or with -1. */
export function copyList<T>(list: readonly T[], length: number, not: (x: unknown) => boolean): T[] | undefined {
  if (length < 0) return undefined;
  const copy = roomFor<T>(length);
  for (let i = 0; i < length; i++) {
    const x = list[i] as T;
    if (not(x)) return undefined;
    copy[i] = x;
  }
  return copy;
}

const noU32s: Uint32Array = /* @__PURE__ */ new Uint32Array(0);
let spareU32s = noU32s;

/**
 * As `copyList`, of u32s, into an array that the next list gets once these are written: what runs until then may encode
 * lists, too. (Node 24, 200 numbers, copied and written: 190 ns; asked twice, 290.)
 */
export function copyU32s(list: readonly number[], length: number): Uint32Array | undefined {
  if (length < 0) return undefined;
  const copy = spareU32s.length < length ? new Uint32Array(Math.max(64, length)) : spareU32s;
  spareU32s = noU32s;
  for (let i = 0; i < length; i++) {
    const x = list[i] as unknown;
    if (typeof x !== "number" || x >>> 0 !== x) return undefined;
    copy[i] = x;
  }
  return copy;
}

const isLittleHost: boolean = /* @__PURE__ */ firstByteOf(1) === 1;

function firstByteOf(value: number): number | undefined {
  return new Uint8Array(Uint32Array.of(value).buffer)[0];
}

/** Writes a copy of u32s. Many that lie in memory as they are written are copied at once. */
export function putU32s(to: Uint8Array, v: DataView, p: number, copy: Uint32Array, length: number, le: boolean): void {
  if (length > 32 && le === isLittleHost) to.set(new Uint8Array(copy.buffer as ArrayBuffer, 0, length * 4), p);
  else for (let i = 0; i < length; i++) v.setUint32(p + i * 4, copy[i] as number, le);
  if (length <= 65_536) spareU32s = copy;
}

/** The length of a list, asked for once; -1 if it is none, or has another one. */
export function exactLength(list: unknown, length: number): number {
  return Array.isArray(list) && list.length === length ? length : -1;
}
