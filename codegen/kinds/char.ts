import type { TypeLayout } from "../../src/wire/index.ts";
import { plus } from "../emit/names.ts";
import type { KindText } from "./kind.ts";

export const char: KindText<Extract<TypeLayout, { kind: "char" }>> = {
  type: () => "number",
  layout: (_, __, { imports }) => imports.use("char"),
  load: (_, { base, offset, v }) => `${v}.getUint8(${plus(base, offset)})`,
  take(type, x, offset, encoder) {
    encoder.checks.push(char.not?.(type, x, encoder.scope) as string);
    encoder.store(x, "number", (place) => char.store?.(type, x, place, encoder.scope) as string, offset);
  },
  not: (_, x, scope) => `${scope.call("notU8")}(${x})`,
  store: (_, x, { base, offset, v }) => `${v}.setUint8(${plus(base, offset)}, ${x});`,
};
