import { rangeOf } from "../../wire/values.ts";
import type { KindRules } from "./rules.ts";

export const char: KindRules<"char"> = {
  shape: {},
  measure: () => ({ size: 1, align: 1, type: { kind: "char" } }),
  rangeOf: () => rangeOf(false, 8),
  memoryOf: () => 8,
  constantOf: (constant) => Number(constant) + 0,
};
