import { unexpected } from "../json/invalid-json.ts";
import { flattenValue } from "./flatten.ts";
import type { NestedKind } from "./kind.ts";

export const array: NestedKind<"array"> = {
  describe: () => "a list",
  toJson: ({ element }, value, kindOf) =>
    (value as readonly unknown[]).map((one) => kindOf(element).toJson(element, one, kindOf)),
  fromJson({ element }, json, path, kindOf) {
    if (!Array.isArray(json)) throw unexpected(path, json, "a list");
    return json.map((one, i) => kindOf(element).fromJson(element, one, `${path}[${i}]`, kindOf));
  },
  *flatten({ element, stride }, value, { field, path, offset }, all) {
    const list = value as readonly unknown[];
    const given = Math.min(list.length, all.mostElements);
    for (let i = 0; i < given; i++) {
      const place = { field, path: `${path}[${i}]`, offset: offset + i * stride, size: stride };
      yield* flattenValue(element, list[i], place, all);
    }
    const more = list.length - given;
    if (more === 0) return;
    const rest = { offset: offset + given * stride, size: more * stride };
    yield { what: "omitted", path: `${path}[${given}..${list.length - 1}]`, value: more, ...rest };
  },
};
