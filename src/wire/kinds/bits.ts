import { getBigBits, setBigBits } from "../bits.ts";
import type { BitsLayout, FieldLayout, IntegerLayout } from "../layout.ts";
import { bitsOutOfRange, rangeOf } from "../values.ts";
import { pathOf } from "../where.ts";
import { isInteger } from "./integer.ts";
import { type Coder, type Kind, type ReadNumber, useKind, type Values } from "./kind.ts";

/** A bit field in `size` bytes, of `width` bits from bit `at` of its struct on, as generated modules write it. */
export function bits(
  type: IntegerLayout,
  at: number,
  width: number,
  size: number,
): Pick<FieldLayout, "size" | "type" | "bits"> {
  useKind(bitsKind);
  return { size, type, bits: { at, width } };
}

/** The smallest and the largest number of a bit field. */
export function rangeOfBits({ base: { signed }, width }: BitsLayout): readonly [least: bigint, most: bigint] {
  return rangeOf(signed, width);
}

function numberReader({ base: { signed, big }, at, width }: BitsLayout): ReadNumber {
  return (v, p, le) => {
    const found = getBigBits(v, p, at, width, le);
    const value = signed ? BigInt.asIntN(width, found) : found;
    return big ? value : Number(value);
  };
}

export const bitsKind: Kind<BitsLayout> = { kind: "bits", numberReader };

export const bitsValues: Values<BitsLayout> = {
  kind: "bits",
  take(type, given, where) {
    const { base, width } = type;
    const [least, most] = rangeOfBits(type);
    if (!isInteger(given, base.big) || BigInt(given) < least || BigInt(given) > most) {
      const expected = `${base.signed ? "s" : "u"}${base.size * 8} : ${width} (${least}..${most})`;
      throw bitsOutOfRange(where.record, pathOf(where), given, expected);
    }
    return given;
  },
  create: ({ base }, given) => given ?? (base.big ? 0n : 0),
};

export const bitsCoder: Coder<BitsLayout> = {
  kind: "bits",
  values: bitsValues,
  reader(type) {
    const read = numberReader(type);
    return (b, p, le) => read(b.view, p, le);
  },
  writer:
    ({ at, width }) =>
    (b, p, le, taken) =>
      setBigBits(b.view, p, at, width, BigInt(taken as number), le),
  comparer(type) {
    const read = numberReader(type);
    return (b, p, le, taken) => read(b.view, p, le) === taken;
  },
};
