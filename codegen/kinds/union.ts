import type { KindText } from "../emit/encoder.ts";
import { plus } from "../emit/text.ts";
import { loadFields, lookInside, takeUnion, wrongIn } from "./struct.ts";

export const union: KindText<"union"> = {
  type: (type, name, scope, init) => scope.typeOf(type, name, init),
  layout: (_, name) => `union$${name}`,
  load({ layout }, place, name, scope, tag) {
    const { base, offset, bytes, v, le } = place;
    const at = plus(base, offset);
    if (tag !== undefined) {
      return `${scope.call("readUnion")}<${name}>(union$${name}, ${bytes}, ${v}, ${at}, ${le}, ${tag})`;
    }
    const own = `$bytes: ${scope.call("copyBytes")}(${bytes}, ${at}, ${plus(base, offset + layout.size)})`;
    return `{ ${[own, ...loadFields(layout, place, name, scope)].join(", ")} }`;
  },
  take: (_, x, offset, encoder, name) => takeUnion(`union$${name}`, x, `${x}$`, offset, encoder),
  look: (_, place, name, scope, tag) => lookInside(`union$${name}`, name, place, scope, tag),
  wrong({ layout }, place, scope) {
    // The members of a plain union may say what they like: which of them is meant, nobody knows.
    if (layout.tag === undefined) return [];
    return wrongIn(layout, place, scope).length > 0 ? "unknown" : [];
  },
};
