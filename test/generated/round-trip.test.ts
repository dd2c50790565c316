import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import type { AnyCodec, Family, Layout } from "../../src/wire/index.ts";
import { BytewrightError } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { arbitraryValue, integerPlaces } from "../support/arbitrary-value.ts";

/** Every codec of every family, in both byte orders: a new record is tested as soon as it is in the registry. */
const families: [string, Family][] = [
  ["little-endian", Ckpt as Family],
  ["big-endian", Ckpt.be as Family],
  ["v23, little-endian", CkptV23 as Family],
  ["v23, big-endian", CkptV23.be as Family],
];
const codecs = families.flatMap(([order, family]) =>
  family.codecs.map((codec): [string, AnyCodec, Family] => [`${codec.name}, ${order}`, codec, family]),
);

describe.each(codecs)("%s", (_, codec, family) => {
  const values = arbitraryValue(codec.layout);

  test("decode(encode(x)) is x, at any offset, and the family agrees", () => {
    fc.assert(
      fc.property(values, fc.nat(17), (value, at) => {
        const full = codec.create(value);
        const bytes = new Uint8Array(at + codec.sizeOf(value) + 3).fill(0xee);
        const end = codec.encodeInto(value, bytes, at);
        expect(codec.decode(bytes, at)).toEqual(full);
        expect(family.decode(bytes, at)).toEqual(full);
        expect(bytes.slice(at, end)).toEqual(codec.encode(value));
        expect(family.encode(full)).toEqual(codec.encode(value));
        expect([...bytes.slice(0, at), ...bytes.slice(end)].every((byte) => byte === 0xee)).toBe(true);
      }),
      runs(100),
    );
  });

  test("encode(decode(bytes)) gives the bytes back, and a view shows the same fields", () => {
    fc.assert(
      fc.property(values, (value) => {
        const bytes = codec.encode(value);
        const decoded = codec.decode(bytes);
        expect(codec.encode(decoded)).toEqual(bytes);
        const view = codec.view(bytes);
        expect(codec.check(view)).toBeUndefined();
        expect(seen(view, decoded)).toEqual(decoded);
      }),
      runs(100),
    );
  });

  test("every hole and reserved field is zero", () => {
    fc.assert(
      fc.property(values, (value) => {
        const bytes = new Uint8Array(codec.sizeOf(value)).fill(0xff);
        codec.encodeInto(value, bytes, 0);
        for (const [start, end] of holes(codec.layout, 0)) {
          expect(bytes.slice(start, end)).toEqual(new Uint8Array(end - start));
        }
      }),
      runs(100),
    );
  });

  test("a record that is cut short is refused, wherever the cut is", () => {
    const [value] = fc.sample(values, { numRuns: 1, seed: 1 });
    const bytes = codec.encode(value);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => codec.decode(bytes.slice(0, length))).toThrow(BytewrightError);
    }
  });

  test.each(integerPlaces(codec.layout))("$path refuses numbers that do not fit", ({ path, type, optional, put }) => {
    const bits = BigInt(type.size * 8);
    const min = type.signed ? -(2n ** (bits - 1n)) : 0n;
    const max = type.signed ? 2n ** (bits - 1n) - 1n : 2n ** bits - 1n;
    const wrong = type.big ? [min - 1n, max + 1n] : [Number(min) - 1, Number(max) + 1, 0.5, Number.NaN];
    const others = [type.big ? 1 : 1n, "1", null, {}, ...(optional ? [] : [undefined])];
    for (const [code, numbers] of [
      ["out-of-range", wrong],
      ["wrong-value", others],
    ] as const) {
      for (const number of numbers) {
        const bytes = new Uint8Array(codec.layout.size + 400).fill(0xee);
        const value = put(codec.create(), number);
        const error = thrownBy(() => codec.encodeInto(value, bytes, 1));
        expect(error).toMatchObject({ code, record: codec.name, path });
        expect(bytes.every((byte) => byte === 0xee)).toBe(true);
      }
    }
  });
});

/** What a view shows of a value's fields. Views show reserved fields as well, and structs in them are views. */
function seen(view: unknown, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item, i) => seen((view as unknown[])[i], item));
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return view;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, seen((view as Record<string, unknown>)[name], held)]),
  );
}

/** Holes and reserved fields. An array that begins in the hole at the end of its struct takes that for its elements. */
function holes(layout: Layout, base: number): [number, number][] {
  const elements = layout.members.find((member) => member.kind === "field" && member.type.kind === "flexible");
  return layout.members.flatMap((member): [number, number][] => {
    const start = base + member.offset;
    if (elements !== undefined && member.offset >= elements.offset) return [];
    if (member.kind === "padding" || member.reserved) return wholeBytes(member, base);
    return member.type.kind === "struct" ? holes(member.type.layout, start) : [];
  });
}

/** The bytes that are of a member alone: a bit field shares those that it does not fill. */
function wholeBytes({ offset, size, bits }: Layout["members"][number], base: number): [number, number][] {
  const { at, width } = bits ?? { at: offset * 8, width: size * 8 };
  const [start, end] = [Math.ceil(at / 8), Math.floor((at + width) / 8)];
  return start < end ? [[base + start, base + end]] : [];
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
