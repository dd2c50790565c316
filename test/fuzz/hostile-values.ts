import type { Random } from "./random.ts";

/** Values that no field, or not every field, can hold. */
const hostile: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -0, -1, 1, 0.5, 255, 256, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e300],
  ...[Number.NaN, Number.POSITIVE_INFINITY, 0n, 1n, -1n, (1n << 64n) - 1n, 1n << 64n, -(1n << 63n), 1n << 200n],
  ...["", "x", "__proto__", "constructor", "toString", "\ud800", "\udcff\udc80", "\udcc3\udca9", "\0", "\x1b[31m"],
  ...["\u202e", "é€😀", "x".repeat(300), "NaN", "-0", "12345678901234567890", "ff", "0x10", "unknown"],
  ...[[], [[]], [null], Array(3), {}, { length: 5 }, { $name: "unknown" }, { $bytes: 3 }, Object.create(null)],
  ...[new Uint8Array(0), new Uint8Array(3), new Uint8Array(300), new Uint16Array(4), new DataView(new ArrayBuffer(4))],
  ...[Symbol("s"), () => 1, new Date(Number.NaN), /x/, new Map(), new Proxy([], {}), Buffer.from("abc")],
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
];

export function hostileValue(random: Random): unknown {
  return random.oneIn(12) ? random.next() : random.pick(hostile);
}

const names = ["__proto__", "constructor", "prototype", "toString", "$name", "$bytes", "length", "x", ""];

/** A copy of a value, in which a few places hold what they should not. */
export function spoil(value: unknown, random: Random, junk: (random: Random) => unknown = hostileValue): unknown {
  let spoilt = value;
  for (let left = random.below(3) + 1; left > 0; left--) spoilt = spoilOne(spoilt, random, junk);
  return spoilt;
}

function spoilOne(value: unknown, random: Random, junk: (random: Random) => unknown): unknown {
  if (Array.isArray(value)) return spoilList(value, random, junk);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return junk(random);
  const copy: Record<string, unknown> = Object.create(Object.prototype, descriptorsOf(value));
  const keys = Object.keys(copy);
  switch (keys.length === 0 ? 0 : random.below(10)) {
    case 0:
      return random.oneIn(4) ? junk(random) : define(copy, random.pick(names), junk(random));
    case 1:
      delete copy[random.pick(keys)];
      return copy;
    case 2:
      return define(copy, random.pick(keys), copy[random.pick(keys)]);
    default: {
      const key = random.pick(keys);
      return define(copy, key, random.oneIn(3) ? junk(random) : spoilOne(copy[key], random, junk));
    }
  }
}

function spoilList(list: readonly unknown[], random: Random, junk: (random: Random) => unknown): unknown {
  const copy = [...list];
  const at = random.below(copy.length);
  switch (random.below(6)) {
    case 0:
      return junk(random);
    case 1:
      copy.push(copy[at] ?? junk(random));
      return copy;
    case 2:
      copy.splice(at, 1);
      return copy;
    default:
      copy[at] = spoilOne(copy[at], random, junk);
      return copy;
  }
}

/** Properties that can be changed again, of what may be frozen. */
function descriptorsOf(object: object): PropertyDescriptorMap {
  const own = Object.entries(object).map(([key, value]) => [key, { value, ...changeable }] as const);
  return Object.fromEntries(own);
}

const changeable = { enumerable: true, configurable: true, writable: true };

/** Plain assignment would take `__proto__` for the prototype. */
function define(object: object, key: string, value: unknown): object {
  return Object.defineProperty(object, key, { value, ...changeable });
}
