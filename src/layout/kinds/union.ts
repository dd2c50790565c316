import type { KindRules } from "./rules.ts";

export const union: KindRules<"union"> = {
  measure({ union }, _, { layOut }) {
    const layout = layOut(union);
    return { align: layout.align, type: { kind: "union", layout } };
  },
  definitionOf: ({ union }) => union,
};
