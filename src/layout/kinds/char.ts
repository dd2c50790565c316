import { integerRange } from "../value-range.ts";
import type { KindRules } from "./rules.ts";

export const char: KindRules<"char"> = {
  shape: {},
  measure: () => ({ size: 1, align: 1, type: { kind: "char" } }),
  rangeOf: () => integerRange(8, false),
  memoryOf: () => 8,
  constantOf: (constant) => Number(constant) + 0,
};
