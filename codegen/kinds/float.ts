import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";
import { orderOf } from "./integer.ts";

export const float: KindText<"float"> = {
  type: () => "number",
  layout({ size, byteOrder }, _, scope) {
    if (byteOrder === undefined) return scope.use(size === 4 ? "f32" : "f64");
    return `${scope.use("float")}(${size}, "${byteOrder}")`;
  },
  load: ({ size, byteOrder }, { base, offset, v, le }) =>
    `${v}.getFloat${size * 8}(${plus(base, offset)}, ${orderOf(byteOrder, le)})`,
  scalar: {
    primitive: () => "number",
    not: ({ size }, x, scope) => `${scope.call(size === 4 ? "notF32" : "notFloat")}(${x})`,
    store: ({ size, byteOrder }, x, { base, offset, v, le }) =>
      `${v}.setFloat${size * 8}(${plus(base, offset)}, ${x}, ${orderOf(byteOrder, le)});`,
  },
};
