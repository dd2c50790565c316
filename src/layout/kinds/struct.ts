import type { Layout } from "../../wire/layout.ts";
import { flag } from "../faults/shapes.ts";
import { valueFields } from "../fields.ts";
import type { KindRules, LayoutRules } from "./rules.ts";

export const struct: KindRules<"struct"> = {
  shape: { anonymous: flag },
  measure({ struct }, _, { layOut }) {
    const layout = layOut(struct);
    return { size: layout.size, align: layout.align, type: { kind: "struct", layout } };
  },
  definitionOf: ({ struct }) => struct,
  memoryOf: memoryOfMembers,
};

type MemoryOf = LayoutRules<{ readonly layout: Layout }>["memoryOf"];

/** An object, and what its properties hold. */
export function memoryOfMembers({ layout }: { readonly layout: Layout }, memoryOf: Parameters<MemoryOf>[1]): number {
  return valueFields(layout).reduce((sum, { type }) => sum + memoryOf(type), 32);
}
