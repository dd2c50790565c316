import type { TypeLayout } from "../../src/wire/index.ts";
import { plus } from "../emit/text.ts";
import { orderOf } from "./integer.ts";
import type { KindText } from "./kind.ts";

export const float: KindText<Extract<TypeLayout, { kind: "float" }>> = {
  type: () => "number",
  layout({ size, byteOrder }, _, { imports }) {
    if (byteOrder === undefined) return imports.use(size === 4 ? "f32" : "f64");
    return `${imports.use("float")}(${size}, "${byteOrder}")`;
  },
  load: ({ size, byteOrder }, { base, offset, v, le }) =>
    `${v}.getFloat${size * 8}(${plus(base, offset)}, ${orderOf(byteOrder, le)})`,
  scalar: {
    primitive: () => "number",
    not: (_, x, scope) => `${scope.call("notFloat")}(${x})`,
    store: ({ size, byteOrder }, x, { base, offset, v, le }) =>
      `${v}.setFloat${size * 8}(${plus(base, offset)}, ${x}, ${orderOf(byteOrder, le)});`,
  },
};
