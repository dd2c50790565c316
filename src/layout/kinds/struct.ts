import { flag } from "../faults/shapes.ts";
import { valueFields } from "../fields.ts";
import type { KindRules } from "./rules.ts";

export const struct: KindRules<"struct"> = {
  shape: { anonymous: flag },
  measure({ struct }, _, { layOut }) {
    const layout = layOut(struct);
    return { size: layout.size, align: layout.align, type: { kind: "struct", layout } };
  },
  definitionOf: ({ struct }) => struct,
  /** An object, and what its properties hold. */
  memoryOf: ({ layout }, memoryOf) => valueFields(layout).reduce((sum, { type }) => sum + memoryOf(type), 32),
};
