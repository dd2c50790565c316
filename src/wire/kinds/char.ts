import type { TypeLayout } from "../layout.ts";
import { rangeOf } from "../values.ts";
import { integerTaker } from "./integer.ts";
import { type Coder, type Kind, useKind, type Values } from "./kind.ts";

type CharLayout = Extract<TypeLayout, { kind: "char" }>;

function charLayout(): CharLayout {
  useKind(charKind);
  return { kind: "char" };
}

export const charKind: Kind<CharLayout> = { kind: "char", numberReader: () => (v, p) => v.getUint8(p) };

export const charValues: Values<CharLayout> = {
  kind: "char",
  taker: () => integerTaker("char", false, rangeOf(false, 8)),
  create: (_, given) => given ?? 0,
};

export const char: CharLayout = /* @__PURE__ */ charLayout();

export const charCoder: Coder<CharLayout> = {
  kind: "char",
  values: charValues,
  reader: () => (b, p) => b.view.getUint8(p),
  writer: () => (b, p, _, taken) => b.view.setUint8(p, taken as number),
};
