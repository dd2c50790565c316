import type { TypeLayout } from "../layout.ts";
import { outOfRange } from "../values.ts";
import { isInteger } from "./integer.ts";
import { type Coder, type Kind, useKind } from "./kind.ts";

type CharLayout = Extract<TypeLayout, { kind: "char" }>;

function charLayout(): CharLayout {
  useKind("char", charKind);
  return { kind: "char" };
}

export const charKind: Kind<CharLayout> = {
  take(_, given, { record }, path) {
    if (!isInteger(given, false) || given < 0 || given > 255) throw outOfRange(record, path, given, "char");
    return given;
  },
  create: (_, given) => given ?? 0,
  number: (_, v, p) => v.getUint8(p),
};

export const char: CharLayout = /* @__PURE__ */ charLayout();

export const charCoder: Coder<CharLayout> = {
  kind: "char",
  reader: () => (b, p) => b.view.getUint8(p),
  put: (_, taken, { view }, p) => view.setUint8(p, taken as number),
  says: (_, taken, { view }, p) => view.getUint8(p) === taken,
};
