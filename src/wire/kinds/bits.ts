import { getBigBits, setBigBits } from "../bits.ts";
import type { BaseLayout, BitsLayout } from "../layout.ts";
import type { BitField } from "../layout-data.ts";
import { boolBits } from "./bool.ts";
import { integerBits } from "./integer.ts";
import { type BitsBase, type Coder, type Kind, useKind, type Values } from "./kind.ts";

/** What a bit field can be of. */
const bases: { readonly [K in BaseLayout["kind"]]: BitsBase<Extract<BaseLayout, { kind: K }>> } = {
  bool: boolBits,
  integer: integerBits,
};

function baseOf({ kind }: BaseLayout): BitsBase<BaseLayout> {
  return bases[kind] as BitsBase<BaseLayout>;
}

/** A bit field in `size` bytes, of `width` bits from bit `at` of its struct on, as generated modules write it. */
export function bits(type: BaseLayout, at: number, width: number, size: number): BitField {
  useKind(bitsKind);
  return { size, type, bits: { at, width } };
}

type ReadValue = (v: DataView, p: number, le: boolean) => number | bigint | boolean;

function valueReader({ base, at, width }: BitsLayout): ReadValue {
  const { read } = baseOf(base);
  return (v, p, le) => read(base, getBigBits(v, p, at, width, le), width);
}

export const bitsKind: Kind<BitsLayout> = {
  kind: "bits",
  numberReader: (type) => valueReader(type) as (...place: Parameters<ReadValue>) => number | bigint,
};

export const bitsValues: Values<BitsLayout> = {
  kind: "bits",
  taker: ({ base, width }) => baseOf(base).taker(base, width),
  create: ({ base, width }, given) => given ?? baseOf(base).read(base, 0n, width),
};

export const bitsCoder: Coder<BitsLayout> = {
  kind: "bits",
  values: bitsValues,
  reader(type) {
    const read = valueReader(type);
    return (b, p, le) => read(b.view, p, le);
  },
  writer({ at, width }) {
    return (b, p, le, taken) => setBigBits(b.view, p, at, width, BigInt(taken as number | boolean), le);
  },
};
