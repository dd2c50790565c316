import { describe, expect, test } from "vitest";
import { array, bytes, char, f32, f64, type StructDefinition, struct, u8, u16, u64 } from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { abiOf } from "../../src/layout/index.ts";
import type { Codec } from "../../src/wire/index.ts";
import { generateHere } from "../fuzz/generate-here.ts";

// Structs outside of families, by generated code and at run time.

const filling = struct("filling", { fields: { a: u64, n: u8, data: array(u8) } });
const counted = struct("counted", { fields: { a: u64, n: u8, data: array(u8, "n") } });
const wide = struct("wide", { fields: { a: u64, n: u8, data: array(u16) } });
const said = struct("said", { fields: { a: u64, n: u8, data: array(char, "n") } });
const raw = struct("raw", { fields: { a: u64, n: u8, data: bytes() } });
const real = struct("real", { fields: { x: f32, y: f64, list: array(f32, 2) } });
const structs: readonly StructDefinition[] = [filling, counted, wide, said, raw, real];
const generated = await generateHere({ families: [], structs, enumerations: [] });

type AnyCodec = Codec<never, never> & { readonly be: AnyCodec };

function bothOf(index: number): [how: string, codec: AnyCodec][] {
  const one = structs[index]!;
  const name = one.name[0]!.toUpperCase() + one.name.slice(1);
  return [
    ["generated", generated[name] as AnyCodec],
    ["dynamic", dynamicStruct(one) as unknown as AnyCodec],
  ];
}

/** Bytes that count up: 1, 2, 3 and so on, but for `n` at byte 8. */
function counting(length: number, n: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i === 8 ? n : i + 1));
}

/** What stands for a list in those that have none. */
function given(name: string, text: string, raw: Uint8Array): unknown {
  return name === "said" ? text : name === "raw" ? raw : undefined;
}

const a = 0x0807060504030201n;

// C11 6.7.2.1, 18: `data` starts at byte 9, although the struct takes 16.
describe("a flexible array counts from where it starts", () => {
  test.each([0, 1, 2, 3, 4].flatMap((index) => bothOf(index).map((both) => [structs[index]!.name, ...both] as const)))(
    "%s, %s",
    (name, _, codec) => {
      const data = given(name, "\n\v\f\r\x0e\x0f\x10\x11\x12", counting(18, 9).subarray(9));
      const isWide = name === "wide";
      const numbers = isWide ? [0x0c0b, 0x0e0d, 0x100f, 0x1211] : [...counting(18, 9).subarray(9)];
      const value = { a, n: 9, data: data ?? numbers };
      const at = isWide ? 10 : 9;
      const whole = counting(18, 9);
      // A hole, before numbers of two bytes.
      if (isWide) whole[9] = 0;
      expect(codec.decode(whole)).toEqual(value);
      const again = codec.encode(value as never);
      expect(again).toEqual(whole);
      expect(codec.sizeOf(value as never)).toBe(18);
      expect(codec.decode(again)).toEqual(value);
      const none = codec.encode({ a, n: 0, data: given(name, "", new Uint8Array(0)) ?? [] } as never);
      expect(none).toEqual(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 0, ...(isWide ? [0] : [])]));
      expect(() => codec.decode(whole.subarray(0, at - 1))).toThrow(`${name} takes ${at} bytes, ${at - 1} are left`);
      expect((codec.view(whole) as { data?: { length: number } }).data).toHaveLength(numbers.length);
    },
  );

  test.each(bothOf(1))("a count says how many there are, %s", (_, codec) => {
    expect(codec.decode(counting(18, 3))).toEqual({ a, n: 3, data: [10, 11, 12] });
    expect(() => codec.decode(counting(18, 10))).toThrow("at 0x0: counted takes 19 bytes, 18 are left");
  });
});

describe("a float that is too large is refused", () => {
  const most = 3.4028234663852886e38;
  const value = { x: 0, y: 0, list: [0, 0] };

  test.each(bothOf(5))("%s", (_, codec) => {
    const refused = (given: object) => () => codec.encode({ ...value, ...given } as never);
    for (const x of [most, -most, 3.4028235677973362e38, Infinity, -Infinity, Number.NaN]) {
      expect((codec.decode(codec.encode({ ...value, x } as never)) as { x: number }).x).toBe(Math.fround(x));
    }
    expect(refused({ y: 1e39 })).not.toThrow();
    expect(refused({ x: 1e39 })).toThrow("real.x: 1e+39 does not fit f32 (3.4028234e38 either way)");
    expect(refused({ x: -3.4028235677973366e38 })).toThrow("does not fit f32");
    expect(refused({ list: [0, 1e39] })).toThrow("real.list[1]: 1e+39 does not fit f32");
    const view = codec.view(codec.encode(value as never)) as unknown as { x: number };
    expect(() => {
      view.x = 1e39;
    }).toThrow("real.x: 1e+39 does not fit f32");
    expect(view.x).toBe(0);
  });
});

test("an ABI that is not known is refused with those that are", () => {
  const message = 'abi: found "amd64", expected one of x86_64, i386, aarch64, arm, riscv64, ppc64, s390x';
  expect(() => dynamicStruct(filling, "amd64" as never)).toThrow(message);
  expect(() => abiOf("amd64")).toThrow(message);
});
