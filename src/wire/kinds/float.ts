import type { TypeLayout } from "../layout.ts";
import { notF32 } from "../numbers.ts";
import { refusal, wrongValue } from "../values.ts";
import { isLittle } from "./integer.ts";
import { type Coder, type Kind, useKind, type Values } from "./kind.ts";

type FloatLayout = Extract<TypeLayout, { kind: "float" }>;

export function float(size: 4 | 8, byteOrder?: "little" | "big"): FloatLayout {
  useKind(floatKind);
  return { kind: "float", size, ...(byteOrder && { byteOrder }) };
}

type ReadFloat = (v: DataView, p: number, le: boolean) => number;

function numberReader({ size, byteOrder }: FloatLayout): ReadFloat {
  const read: ReadFloat = size === 4 ? (v, p, le) => v.getFloat32(p, le) : (v, p, le) => v.getFloat64(p, le);
  return byteOrder === undefined ? read : (v, p) => read(v, p, byteOrder === "little");
}

/**
 * Whether a number is there already, from another member of a union: NaN cannot say which of all it is, nor 0 (that JSON
 * has for -0) its sign.
 */
function isSaidBy(found: number, taken: unknown): boolean {
  return Object.is(found, taken) || (found === 0 && Object.is(taken, 0));
}

export const floatKind: Kind<FloatLayout> = { kind: "float", numberReader };

export const floatValues: Values<FloatLayout> = {
  kind: "float",
  taker:
    ({ size }) =>
    (given, where) => {
      if (typeof given !== "number") throw wrongValue(where, given, "a number");
      if (size === 4 && notF32(given)) throw refusal("out-of-range", where, given, "f32 (3.4028234e38 either way)");
      return given;
    },
  create: (_, given) => given ?? 0,
};

export const f32: FloatLayout = /* @__PURE__ */ float(4);
export const f64: FloatLayout = /* @__PURE__ */ float(8);

export const floatCoder: Coder<FloatLayout> = {
  kind: "float",
  values: floatValues,
  reader(type) {
    const read = numberReader(type);
    return (b, p, le) => read(b.view, p, le);
  },
  writer(type) {
    const read = numberReader(type);
    return (b, p, le, taken) => {
      if (isSaidBy(read(b.view, p, le), taken)) return;
      const order = isLittle(type.byteOrder, le);
      if (type.size === 4) b.view.setFloat32(p, taken as number, order);
      else b.view.setFloat64(p, taken as number, order);
    };
  },
};
