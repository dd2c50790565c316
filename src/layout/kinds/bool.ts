import type { KindRules } from "./rules.ts";

export const bool: KindRules<"bool"> = {
  measure: () => ({ align: 1, type: { kind: "bool" } }),
};
