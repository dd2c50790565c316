import { getBigBits, setBigBits } from "../bits.ts";
import type { BitsLayout, FieldLayout, IntegerLayout } from "../layout.ts";
import { bitsOutOfRange } from "../values.ts";
import { isInteger } from "./integer.ts";
import { type Coder, type Kind, pathOf, type ReadNumber, useKind } from "./kind.ts";

/** A bit field, of `width` bits from bit `at` of its struct on, as generated modules write it. */
export function bits(type: IntegerLayout, at: number, width: number): Pick<FieldLayout, "type" | "bits"> {
  useKind("bits", kind);
  return { type, bits: { at, width } };
}

/** The smallest and the largest number of a bit field. */
export function rangeOfBits({ base: { signed }, width }: BitsLayout): readonly [least: bigint, most: bigint] {
  return signed ? [-(1n << BigInt(width - 1)), (1n << BigInt(width - 1)) - 1n] : [0n, (1n << BigInt(width)) - 1n];
}

function numberReader({ base: { signed, big }, at, width }: BitsLayout): ReadNumber {
  return (v, p, le) => {
    const found = getBigBits(v, p, at, width, le);
    const value = signed ? BigInt.asIntN(width, found) : found;
    return big ? value : Number(value);
  };
}

const kind: Kind<BitsLayout> = {
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
  numberReader,
};

export const bitsKind: Kind<BitsLayout> = kind;

export const bitsCoder: Coder<BitsLayout> = {
  kind: "bits",
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
