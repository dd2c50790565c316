import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ByteOrder,
  getBigBits,
  getBits,
  getSignedBigBits,
  getSignedBits,
  setBigBits,
  setBits,
} from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";

/** A field of `width` bits at bit `at`, and the bytes that it stands in. */
const places = fc
  .record({ start: fc.nat(5), at: fc.nat(20), width: fc.integer({ min: 1, max: 64 }), rest: fc.nat(2) })
  .chain(({ start, at, width, rest }) => {
    const size = start + Math.ceil((at + width) / 8) + rest;
    const bytes = fc.uint8Array({ minLength: size, maxLength: size });
    return fc.record({ start: fc.constant(start), at: fc.constant(at), width: fc.constant(width), bytes });
  });

/** All bytes from `start` on as one number, in which the field is some bits. */
function whole(bytes: Uint8Array, start: number, order: ByteOrder): bigint {
  const from = [...bytes.subarray(start)];
  return (order === "little" ? from.reverse() : from).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** How far the field is shifted in that number. */
function shiftOf(bytes: Uint8Array, start: number, at: number, width: number, order: ByteOrder): bigint {
  return BigInt(order === "little" ? at : (bytes.length - start) * 8 - at - width);
}

function viewOn(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

describe.each(["little", "big"] as const)("bit fields of %s-endian bytes", (order) => {
  const le = order === "little";

  test("are read as what they are in the number that all the bytes are", () => {
    fc.assert(
      fc.property(places, ({ start, at, width, bytes }) => {
        const v = viewOn(bytes);
        const bits =
          (whole(bytes, start, order) >> shiftOf(bytes, start, at, width, order)) & ((1n << BigInt(width)) - 1n);
        expect(getBigBits(v, start, at, width, le)).toBe(bits);
        expect(getSignedBigBits(v, start, at, width, le)).toBe(BigInt.asIntN(width, bits));
        if (width > 32) return;
        expect(getBits(v, start, at, width, le)).toBe(Number(bits));
        expect(getSignedBits(v, start, at, width, le)).toBe(Number(BigInt.asIntN(width, bits)));
      }),
      runs(2000),
    );
  });

  test("are written, negative numbers too, and the bits beside them stay", () => {
    fc.assert(
      fc.property(places, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), ({ start, at, width, bytes }, any) => {
        const value = any < 0n ? BigInt.asIntN(width, any) : BigInt.asUintN(width, any);
        const shift = shiftOf(bytes, start, at, width, order);
        const mask = ((1n << BigInt(width)) - 1n) << shift;
        const expected = (whole(bytes, start, order) & ~mask) | (BigInt.asUintN(width, value) << shift);
        const before = bytes.slice(0, start);
        const written = bytes.slice();
        setBigBits(viewOn(written), start, at, width, value, le);
        expect(whole(written, start, order)).toBe(expected);
        expect(written.slice(0, start)).toEqual(before);
        if (width > 32) return;
        const again = bytes.slice();
        setBits(viewOn(again), start, at, width, Number(value), le);
        expect(again).toEqual(written);
      }),
      runs(2000),
    );
  });
});
