import type { KindRules } from "./rules.ts";

export const struct: KindRules<"struct"> = {
  measure({ struct }, _, { layOut }) {
    const layout = layOut(struct);
    return { align: layout.align, type: { kind: "struct", layout } };
  },
  definitionOf: ({ struct }) => struct,
};
