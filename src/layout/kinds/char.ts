import { rangeOf } from "../../wire/values.ts";
import type { KindRules } from "./rules.ts";

export const char: KindRules<"char"> = {
  measure: () => ({ align: 1, type: { kind: "char" } }),
  rangeOf: () => rangeOf(false, 8),
};
