/**
 * 64-bit access, in this one place because the fastest way depends on the engine. Before V8 12.8 (Node 20 and 22) a
 * DataView's own 64-bit accessors are calls; a float64 is read and written at any offset in one instruction, and each
 * that is not NaN has exactly one pattern of bits, so it carries a 64-bit integer to and from a BigUint64Array. (Node
 * 20, decoding a 40-byte record with two 64-bit fields; 1 is the accessors, without checks: float64 0.66. Node 24: 1.2.)
 */
const memory: ArrayBuffer = /* @__PURE__ */ new ArrayBuffer(8);
const word: BigUint64Array = /* @__PURE__ */ new BigUint64Array(memory);
const signedWord: BigInt64Array = /* @__PURE__ */ new BigInt64Array(memory);
const double: Float64Array = /* @__PURE__ */ new Float64Array(memory);

type Get = (v: DataView, p: number, le: boolean) => bigint;
type Set = (v: DataView, p: number, value: bigint, le: boolean) => void;

/** `Promise.try` came with the engine whose accessors are fast. */
const fastAccessors: boolean = /* @__PURE__ */ Object.hasOwn(Promise, "try");

export const getU64: Get = fastAccessors ? (v, p, le) => v.getBigUint64(p, le) : getU64AsDouble;
export const getS64: Get = fastAccessors ? (v, p, le) => v.getBigInt64(p, le) : getS64AsDouble;
/** Of a signed number, too: in two's complement the bytes are the same. */
export const setU64: Set = fastAccessors ? (v, p, value, le) => v.setBigUint64(p, value, le) : setU64AsDouble;

function getU64AsDouble(v: DataView, p: number, le: boolean): bigint {
  const value = v.getFloat64(p, le);
  if (Number.isNaN(value)) return v.getBigUint64(p, le);
  double[0] = value;
  return word[0] as bigint;
}

function getS64AsDouble(v: DataView, p: number, le: boolean): bigint {
  const value = v.getFloat64(p, le);
  if (Number.isNaN(value)) return v.getBigInt64(p, le);
  double[0] = value;
  return signedWord[0] as bigint;
}

function setU64AsDouble(v: DataView, p: number, value: bigint, le: boolean): void {
  word[0] = value;
  const same = double[0] as number;
  if (Number.isNaN(same)) v.setBigUint64(p, value, le);
  else v.setFloat64(p, same, le);
}

/** Whether something is no number of a type. `not`, as encoders ask for what they refuse. */
export function notU8(x: unknown): boolean {
  return typeof x !== "number" || (x & 0xff) !== x;
}

export function notU16(x: unknown): boolean {
  return typeof x !== "number" || (x & 0xffff) !== x;
}

export function notU32(x: unknown): boolean {
  return typeof x !== "number" || x >>> 0 !== x;
}

export function notS8(x: unknown): boolean {
  return typeof x !== "number" || (x << 24) >> 24 !== x;
}

export function notS16(x: unknown): boolean {
  return typeof x !== "number" || (x << 16) >> 16 !== x;
}

export function notS32(x: unknown): boolean {
  return typeof x !== "number" || (x | 0) !== x;
}

export function notU64(x: unknown): boolean {
  return typeof x !== "bigint" || BigInt.asUintN(64, x) !== x;
}

export function notS64(x: unknown): boolean {
  return typeof x !== "bigint" || BigInt.asIntN(64, x) !== x;
}

/** Of `long` and pointers of 4 or 2 bytes, whose values are bigints too. */
export function notLongU16(x: unknown): boolean {
  return typeof x !== "bigint" || BigInt.asUintN(16, x) !== x;
}

export function notLongU32(x: unknown): boolean {
  return typeof x !== "bigint" || BigInt.asUintN(32, x) !== x;
}

export function notLongS32(x: unknown): boolean {
  return typeof x !== "bigint" || BigInt.asIntN(32, x) !== x;
}

export function notFloat(x: unknown): boolean {
  return typeof x !== "number";
}

/** A number that is too large for a `float` would become an infinity, which it is not. */
export function notF32(x: unknown): boolean {
  return typeof x !== "number" || (Math.abs(Math.fround(x)) === Infinity && Math.abs(x) !== Infinity);
}
