import type { KindRules } from "./rules.ts";

export const bool: KindRules<"bool"> = {
  shape: {},
  measure: () => ({ size: 1, align: 1, type: { kind: "bool" } }),
  widthOf: () => 1,
  memoryOf: () => 8,
};
