import { afterEach, describe, expect, test, vi } from "vitest";

/** Both ways to read and write 64-bit integers: `Promise.try` tells which engine this is. */
const engines = [
  ["an engine whose accessors are slow", false],
  ["an engine whose accessors are fast", true],
] as const;

const bigPromise = Promise as { try?: unknown };
const original = Object.getOwnPropertyDescriptor(Promise, "try");

afterEach(() => {
  if (original === undefined) delete bigPromise.try;
  else Object.defineProperty(Promise, "try", original);
  vi.resetModules();
});

/** Ends of ranges, and the patterns that a float64 has many of: infinities, quiet and signalling NaNs. */
const patterns = [
  0n,
  1n,
  0x8000_0000_0000_0000n,
  0xffff_ffff_ffff_ffffn,
  0x7fff_ffff_ffff_ffffn,
  0x7ff0_0000_0000_0000n,
  0x7ff0_0000_0000_0001n,
  0x7ff4_dead_beef_cafen,
  0x7ff8_0000_0000_0000n,
  0x7fff_1234_5678_9abcn,
  0xfff0_0000_0000_0000n,
  0xfff0_0000_0000_0001n,
  0xfff8_0000_0000_0001n,
  0x000f_ffff_ffff_ffffn,
  0x0123_4567_89ab_cdefn,
  0x00feed0cc0a2d200n,
];

describe.each(engines)("%s", (_, fast) => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])("every pattern keeps its bits, %i bytes behind a word's start", async (at) => {
    if (fast) Object.defineProperty(Promise, "try", { value: () => undefined, configurable: true });
    else delete bigPromise.try;
    vi.resetModules();
    const { getS64, getU64, setU64 } = await import("../../src/wire/numbers.ts");
    for (const pattern of patterns) {
      const expected = new DataView(new ArrayBuffer(17));
      const found = new DataView(new ArrayBuffer(17));
      for (const littleEndian of [true, false]) {
        expected.setBigUint64(at, pattern, littleEndian);
        setU64(found, at, pattern, littleEndian);
        expect(new Uint8Array(found.buffer)).toEqual(new Uint8Array(expected.buffer));
        expect(getU64(expected, at, littleEndian)).toBe(pattern);
        expect(getS64(expected, at, littleEndian)).toBe(BigInt.asIntN(64, pattern));
      }
      setU64(found, at, BigInt.asIntN(64, pattern), true);
      expect(found.getBigUint64(at, true)).toBe(pattern);
    }
  });
});
