import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";

export const char: KindText<"char"> = {
  type: () => "number",
  layout: (_, __, scope) => scope.use("char"),
  load: (_, { base, offset, v }) => `${v}.getUint8(${plus(base, offset)})`,
  scalar: {
    primitive: () => "number",
    not: (_, x, scope) => `${scope.call("notU8")}(${x})`,
    store: (_, x, { base, offset, v }) => `${v}.setUint8(${plus(base, offset)}, ${x});`,
  },
};
