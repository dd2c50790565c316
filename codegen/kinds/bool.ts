import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";

export const bool: KindText<"bool"> = {
  type: () => "boolean",
  layout: (_, __, scope) => scope.use("bool"),
  load: (_, { base, offset, v }) => `${v}.getUint8(${plus(base, offset)}) !== 0`,
  wrong: (_, { base, offset, v }) => [`${v}.getUint8(${plus(base, offset)}) > 1`],
  scalar: {
    primitive: () => "boolean",
    not: (_, x, scope) => `${scope.call("notBool")}(${x})`,
    store: (_, x, { base, offset, v }) => `${v}.setUint8(${plus(base, offset)}, Number(${x}));`,
  },
  bits: {
    load: (_, place, le, scope) => `${scope.call("getBits")}(${place}, ${le}) !== 0`,
    not: (_, __, x, scope) => `${scope.call("notBool")}(${x})`,
    store: (_, place, x, le, scope) => `${scope.call("setBits")}(${place}, Number(${x}), ${le});`,
  },
};
