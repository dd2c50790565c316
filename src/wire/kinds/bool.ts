import { faultOf } from "../errors.ts";
import type { BoolLayout } from "../layout.ts";
import { wrongValue } from "../values.ts";
import { type BitsBase, type Coder, type Kind, type Take, useKind, type Values } from "./kind.ts";

function boolLayout(): BoolLayout {
  useKind(boolKind);
  return { kind: "bool" };
}

/** Whether something is no boolean. */
export function notBool(x: unknown): boolean {
  return typeof x !== "boolean";
}

export const boolKind: Kind<BoolLayout> = {
  kind: "bool",
  checker: () => (v, p) => {
    const found = v.getUint8(p);
    return found > 1 ? faultOf("out-of-range", "", "", p, found, "bool (0 or 1)") : undefined;
  },
};

const take: Take = (given, where) => {
  if (typeof given !== "boolean") throw wrongValue(where, given, "a boolean");
  return given;
};

export const boolValues: Values<BoolLayout> = {
  kind: "bool",
  taker: () => take,
  create: (_, given) => given ?? false,
};

export const boolBits: BitsBase<BoolLayout> = {
  read: (_, found) => found !== 0n,
  taker: () => take,
};

export const bool: BoolLayout = /* @__PURE__ */ boolLayout();

export const boolCoder: Coder<BoolLayout> = {
  kind: "bool",
  values: boolValues,
  reader: () => (b, p) => b.view.getUint8(p) !== 0,
  /** A byte that says it already is left as it is: another member of a union may have put it there. */
  writer: () => (b, p, _, taken) => {
    if ((b.view.getUint8(p) !== 0) !== taken) b.view.setUint8(p, Number(taken));
  },
};
