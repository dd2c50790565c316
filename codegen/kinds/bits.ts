import type { BitsLayout } from "../../src/wire/index.ts";
import { rangeOfBits } from "../../src/wire/kinds/bits.ts";
import { plus } from "../emit/names.ts";
import { integer, numberType } from "./integer.ts";
import type { KindText } from "./kind.ts";

export const bits: KindText<BitsLayout> = {
  type: ({ base }, name, scope, init) => integer.type(base, name, scope, init),
  /** The struct says where the bits are: see `memberText`. */
  layout: ({ base }, name, scope) => integer.layout(base, name, scope),
  load({ base: { signed, big }, at, width }, { base, offset, v, le }, _, scope) {
    const get = big ? (signed ? "getSignedBigBits" : "getBigBits") : signed ? "getSignedBits" : "getBits";
    return `${scope.call(get)}(${v}, ${plus(base, offset)}, ${at}, ${width}, ${le})`;
  },
  take(type, x, offset, encoder) {
    encoder.checks.push(bits.not?.(type, x, encoder.scope) as string);
    encoder.clearBits(offset, type);
    const store = (place: Parameters<NonNullable<typeof bits.store>>[2]) =>
      bits.store?.(type, x, place, encoder.scope) as string;
    encoder.store(x, numberType(type.base), store, offset);
  },
  not(type, x, scope) {
    const [least, most] = rangeOfBits(type);
    if (type.base.big) return `${scope.call("notBigBits")}(${x}, ${least}n, ${most}n)`;
    return `${scope.call("notBits")}(${x}, ${least}, ${most})`;
  },
  store({ base: { big }, at, width }, x, { base, offset, v, le }, scope) {
    return `${scope.call(big ? "setBigBits" : "setBits")}(${v}, ${plus(base, offset)}, ${at}, ${width}, ${x}, ${le});`;
  },
};
