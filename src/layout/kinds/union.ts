import { flag } from "../faults/shapes.ts";
import type { KindRules } from "./rules.ts";
import { struct } from "./struct.ts";

export const union: KindRules<"union"> = {
  shape: { anonymous: flag },
  measure({ union }, _, { layOut }) {
    const layout = layOut(union);
    return { size: layout.size, align: layout.align, type: { kind: "union", layout } };
  },
  definitionOf: ({ union }) => union,
  /** A value has all members where there is no tag, and its bytes where it has a name: more than it has at once. */
  memoryOf: ({ layout }, memoryOf) => struct.memoryOf({ kind: "struct", layout }, memoryOf) + 240 + layout.size,
};
