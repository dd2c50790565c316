/**
 * 64-bit access, in this one place because the fastest way depends on the engine. Before V8 12.8 (Node 20 and 22) a
 * DataView's own 64-bit accessors are calls, and two 32-bit halves that are put together in memory stall the
 * processor. A float64 is read and written at any offset in one instruction, and each that is not NaN has exactly one
 * pattern of bits, so it carries a 64-bit integer to and from a BigUint64Array. Integers that would be NaN go in
 * halves. (Node 20, decoding a 40-byte record with two 64-bit fields; 1 is the accessors, without checks: halves 0.86,
 * float64 0.66. Node 24: halves 1.6, float64 1.2.)
 */
const word = new BigUint64Array(1);
const signedWord = new BigInt64Array(word.buffer);
const double = new Float64Array(word.buffer);
const halves = new Uint32Array(word.buffer);
const LOW = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 0 : 1;
const HIGH = 1 - LOW;

type Get = (v: DataView, p: number) => bigint;
type Set = (v: DataView, p: number, value: bigint) => void;

/** `Promise.try` came with the engine whose accessors are fast. */
const fastAccessors = "try" in Promise;

export const getU64: Get = fastAccessors ? (v, p) => v.getBigUint64(p, true) : getU64AsDouble;
export const getS64: Get = fastAccessors ? (v, p) => v.getBigInt64(p, true) : getS64AsDouble;
/** Of a signed number, too: in two's complement the bytes are the same. */
export const setU64: Set = fastAccessors ? (v, p, value) => v.setBigUint64(p, value, true) : setU64AsDouble;
export const getU64be: Get = fastAccessors ? (v, p) => v.getBigUint64(p, false) : getU64beAsDouble;
export const getS64be: Get = fastAccessors ? (v, p) => v.getBigInt64(p, false) : getS64beAsDouble;
export const setU64be: Set = fastAccessors ? (v, p, value) => v.setBigUint64(p, value, false) : setU64beAsDouble;

function getU64AsDouble(v: DataView, p: number): bigint {
  const value = v.getFloat64(p, true);
  if (!Number.isNaN(value)) double[0] = value;
  else loadHalves(v, p);
  return word[0] as bigint;
}

function getS64AsDouble(v: DataView, p: number): bigint {
  const value = v.getFloat64(p, true);
  if (!Number.isNaN(value)) double[0] = value;
  else loadHalves(v, p);
  return signedWord[0] as bigint;
}

function setU64AsDouble(v: DataView, p: number, value: bigint): void {
  word[0] = value;
  const same = double[0] as number;
  if (!Number.isNaN(same)) v.setFloat64(p, same, true);
  else storeHalves(v, p);
}

function loadHalves(v: DataView, p: number): void {
  halves[LOW] = v.getUint32(p, true);
  halves[HIGH] = v.getUint32(p + 4, true);
}

function storeHalves(v: DataView, p: number): void {
  v.setUint32(p, halves[LOW] as number, true);
  v.setUint32(p + 4, halves[HIGH] as number, true);
}

function getU64beAsDouble(v: DataView, p: number): bigint {
  const value = v.getFloat64(p, false);
  if (!Number.isNaN(value)) double[0] = value;
  else loadHalvesBe(v, p);
  return word[0] as bigint;
}

function getS64beAsDouble(v: DataView, p: number): bigint {
  const value = v.getFloat64(p, false);
  if (!Number.isNaN(value)) double[0] = value;
  else loadHalvesBe(v, p);
  return signedWord[0] as bigint;
}

function setU64beAsDouble(v: DataView, p: number, value: bigint): void {
  word[0] = value;
  const same = double[0] as number;
  if (!Number.isNaN(same)) v.setFloat64(p, same, false);
  else storeHalvesBe(v, p);
}

function loadHalvesBe(v: DataView, p: number): void {
  halves[HIGH] = v.getUint32(p, false);
  halves[LOW] = v.getUint32(p + 4, false);
}

function storeHalvesBe(v: DataView, p: number): void {
  v.setUint32(p, halves[HIGH] as number, false);
  v.setUint32(p + 4, halves[LOW] as number, false);
}
