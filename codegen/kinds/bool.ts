import type { BoolLayout } from "../../src/wire/index.ts";
import { plus } from "../emit/names.ts";
import type { BitsText, KindText } from "./kind.ts";

export const bool: KindText<BoolLayout> = {
  type: () => "boolean",
  layout: (_, __, { imports }) => imports.use("bool"),
  load: (_, { base, offset, v }) => `${v}.getUint8(${plus(base, offset)}) !== 0`,
  take(type, x, offset, encoder) {
    encoder.checks.push(bool.not?.(type, x, encoder.scope) as string);
    encoder.store(x, "boolean", (place) => bool.store?.(type, x, place, encoder.scope) as string, offset);
  },
  wrong: (_, { base, offset, v }) => [`${v}.getUint8(${plus(base, offset)}) > 1`],
  not: (_, x, scope) => `${scope.call("notBool")}(${x})`,
  store: (_, x, { base, offset, v }) => `${v}.setUint8(${plus(base, offset)}, Number(${x}));`,
  primitive: () => "boolean",
};

export const boolBits: BitsText<BoolLayout> = {
  load: (_, place, le, scope) => `${scope.call("getBits")}(${place}, ${le}) !== 0`,
  not: (_, __, x, scope) => `${scope.call("notBool")}(${x})`,
  store: (_, place, x, le, scope) => `${scope.call("setBits")}(${place}, Number(${x}), ${le});`,
};
