import type { TypeLayout } from "../../src/wire/index.ts";
import { plus } from "../emit/text.ts";
import type { KindText } from "./kind.ts";

export const char: KindText<Extract<TypeLayout, { kind: "char" }>> = {
  type: () => "number",
  layout: (_, __, { imports }) => imports.use("char"),
  load: (_, { base, offset, v }) => `${v}.getUint8(${plus(base, offset)})`,
  scalar: {
    primitive: () => "number",
    not: (_, x, scope) => `${scope.call("notU8")}(${x})`,
    store: (_, x, { base, offset, v }) => `${v}.setUint8(${plus(base, offset)}, ${x});`,
  },
};
