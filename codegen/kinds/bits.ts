import type { BaseLayout, BitsLayout } from "../../src/wire/index.ts";
import { plus } from "../emit/names.ts";
import { boolBits } from "./bool.ts";
import { integerBits } from "./integer.ts";
import type { BitsText, KindText, Place, Primitive } from "./kind.ts";

/** What a bit field can be of. */
const bases: { readonly [K in BaseLayout["kind"]]: BitsText<Extract<BaseLayout, { readonly kind: K }>> } = {
  bool: boolBits,
  integer: integerBits,
};

function baseOf({ kind }: BaseLayout): BitsText<BaseLayout> {
  return bases[kind] as BitsText<BaseLayout>;
}

export const bits: KindText<BitsLayout> = {
  type: ({ base }, name, scope, init) => scope.textOf(base).type(base, name, scope, init),
  /** The struct says where the bits are: see `memberText`. */
  layout: ({ base }, name, scope) => scope.textOf(base).layout(base, name, scope),
  load: (type, place, _, scope) => baseOf(type.base).load(type.base, placeOf(type, place), place.le, scope),
  take(type, x, offset, encoder) {
    const { scope } = encoder;
    encoder.checks.push(bits.not?.(type, x, scope) as string);
    encoder.clearBits(offset, type);
    const primitive = scope.textOf(type.base).primitive?.(type.base) as Primitive;
    encoder.store(x, primitive, (place) => bits.store?.(type, x, place, scope) as string, offset);
  },
  not: ({ base, width }, x, scope) => baseOf(base).not(base, width, x, scope),
  store: (type, x, place, scope) => baseOf(type.base).store(type.base, placeOf(type, place), x, place.le, scope),
};

function placeOf({ at, width }: BitsLayout, { base, offset, v }: Place): string {
  return `${v}, ${plus(base, offset)}, ${at}, ${width}`;
}
