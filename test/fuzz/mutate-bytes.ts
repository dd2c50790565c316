import type { Random } from "./random.ts";

/** Numbers that lengths, counts and types are wrong with. */
const extremes: readonly bigint[] = [
  ...[0n, 1n, 2n, 3n, 4n, 5n, 7n, 8n, 9n, 15n, 16n, 17n, 56n, 64n, 65n, 73n, 101n, 9001n, 9999n],
  ...[0x7fn, 0x80n, 0xffn, 0x100n, 0x7fffn, 0x8000n, 0xffffn, 0x10000n, 0x100000n, 0x100001n],
  ...[0x7fff_ffffn, 0x8000_0000n, 0xffff_fff8n, 0xffff_ffffn, 1n << 32n, (1n << 53n) - 1n, 1n << 53n],
  ...[(1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n],
];

type Mutation = (bytes: Uint8Array, random: Random, donor: Uint8Array) => Uint8Array;

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  putNumber,
  putNumber,
  putNumber,
  stepNumber,
  truncate,
  remove,
  insert,
  repeat,
  splice,
  fill,
];

/** Bytes that are wrong in a few ways; `donor` lends some of its own. The bytes given are not touched. */
export function mutateBytes(bytes: Uint8Array, random: Random, donor: Uint8Array): Uint8Array {
  let mutated = bytes;
  for (let left = random.below(random.oneIn(8) ? 8 : 3) + 1; left > 0; left--) {
    mutated = random.pick(mutations)(mutated, random, donor);
  }
  return mutated;
}

/** Writes a number of 1, 2, 4 or 8 bytes, in either byte order, mostly where a field could stand. */
export function putNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const size = random.pick([1, 2, 4, 4, 8]);
  const value = random.oneIn(6) ? BigInt(random.next()) : random.pick(extremes) + BigInt(random.below(3) - 1);
  return putAt(bytes, fieldPlace(bytes, size, random), size, value, random.oneIn(2));
}

/** Adds or takes a little from a number that is there. */
function stepNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const size = random.pick([1, 2, 4]);
  const at = fieldPlace(bytes, size, random);
  const little = random.oneIn(2);
  let found = 0n;
  for (let i = 0; i < size; i++) found = found * 256n + BigInt(bytes[at + (little ? size - 1 - i : i)] ?? 0);
  return putAt(bytes, at, size, found + BigInt(random.below(17) - 8), little);
}

function fieldPlace(bytes: Uint8Array, size: number, random: Random): number {
  const at = random.below(random.oneIn(3) ? Math.min(bytes.length, 32) : bytes.length);
  return random.oneIn(4) ? at : at - (at % size);
}

function putAt(bytes: Uint8Array, at: number, size: number, value: bigint, little: boolean): Uint8Array {
  const copy = bytes.slice();
  for (let i = 0; i < size; i++) copy[at + (little ? i : size - 1 - i)] = Number((value >> BigInt(8 * i)) & 0xffn);
  return copy;
}

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const at = random.below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
  return copy;
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  copy[random.below(copy.length)] = random.oneIn(2) ? random.pick([0, 1, 0x1b, 0x7f, 0x80, 0x9b, 0xff]) : random.next();
  return copy;
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, random.below(bytes.length + 1));
}

function remove(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = random.range(bytes.length);
  return join(bytes.subarray(0, start), bytes.subarray(end));
}

function insert(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  return join(bytes.subarray(0, at), random.bytes(random.below(24)), bytes.subarray(at));
}

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = random.range(bytes.length);
  const part = bytes.subarray(start, end);
  return join(bytes.subarray(0, end), ...Array.from({ length: random.below(5) }, () => part), bytes.subarray(end));
}

function splice(bytes: Uint8Array, random: Random, donor: Uint8Array): Uint8Array {
  const [start, end] = random.range(bytes.length);
  const [from, to] = random.range(donor.length);
  return join(bytes.subarray(0, start), donor.subarray(from, to), bytes.subarray(end));
}

function fill(bytes: Uint8Array, random: Random): Uint8Array {
  const [start, end] = random.range(bytes.length);
  return bytes.slice().fill(random.pick([0, 0x20, 0xff]), start, end);
}

/** Bytes one behind the other; at most 64 KiB, so that inputs stay small. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts).subarray(0, 2 ** 16));
}
