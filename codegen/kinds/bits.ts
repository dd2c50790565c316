import type { BitsLayout } from "../../src/wire/index.ts";
import type { KindText } from "../emit/encoder.ts";
import type { Place, Scope } from "../emit/scope.ts";
import { plus } from "../emit/text.ts";

export const bits: KindText<"bits"> = {
  type: ({ base }, name, scope, init) => scope.textOf(base).type(base, name, scope, init),
  /** The struct says where the bits are: see `memberText`. */
  layout: ({ base }, name, scope) => scope.textOf(base).layout(base, name, scope),
  load: (type, place, _, scope) => baseText(type, scope).load(type.base, placeOf(type, place), place.le, scope),
  scalar: {
    primitive: ({ base }, scope) => scope.textOf(base).scalar!.primitive(base, scope),
    not: (type, x, scope) => baseText(type, scope).not(type.base, type.width, x, scope),
    store: (type, x, place, scope) => baseText(type, scope).store(type.base, placeOf(type, place), x, place.le, scope),
  },
};

function baseText({ base }: BitsLayout, scope: Scope) {
  return scope.textOf(base).bits!;
}

function placeOf({ at, width }: BitsLayout, { base, offset, v }: Place): string {
  return `${v}, ${plus(base, offset)}, ${at}, ${width}`;
}
