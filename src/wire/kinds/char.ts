import type { TypeLayout } from "../layout.ts";
import { outOfRange } from "../values.ts";
import { isInteger } from "./integer.ts";
import { type Coder, type Kind, pathOf, useKind } from "./kind.ts";

type CharLayout = Extract<TypeLayout, { kind: "char" }>;

function charLayout(): CharLayout {
  useKind("char", charKind);
  return { kind: "char" };
}

export const charKind: Kind<CharLayout> = {
  take(_, given, where) {
    if (!isInteger(given, false) || given < 0 || given > 255) {
      throw outOfRange(where.record, pathOf(where), given, "char");
    }
    return given;
  },
  create: (_, given) => given ?? 0,
  numberReader: () => (v, p) => v.getUint8(p),
};

export const char: CharLayout = /* @__PURE__ */ charLayout();

export const charCoder: Coder<CharLayout> = {
  kind: "char",
  reader: () => (b, p) => b.view.getUint8(p),
  writer: () => (b, p, _, taken) => b.view.setUint8(p, taken as number),
  comparer: () => (b, p, _, taken) => b.view.getUint8(p) === taken,
};
