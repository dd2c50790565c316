import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";
import { loadFields, lookInside, takeUnion } from "./struct.ts";

/** Without a tag: others are interpreted. Its members may say what they like, which of them is meant nobody knows. */
export const union: KindText<"union"> = {
  type: (type, name, scope, init) => scope.typeOf(type, name, init),
  layout: (_, name) => `union$${name}`,
  load({ layout }, place, name, scope) {
    const { base, offset, bytes } = place;
    const at = plus(base, offset);
    const own = `$bytes: ${scope.call("copyBytes")}(${bytes}, ${at}, ${plus(base, offset + layout.size)})`;
    return `{ ${[own, ...loadFields(layout, place, name, scope)].join(", ")} }`;
  },
  take: (_, x, offset, encoder, name) => takeUnion(`union$${name}`, x, `${x}$`, offset, encoder),
  look: (_, place, name, scope) => lookInside(`union$${name}`, name, place, scope),
};
