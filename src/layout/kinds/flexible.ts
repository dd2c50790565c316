import { sizeOf } from "../../wire/layout-data.ts";
import { present } from "../present.ts";
import { elementFaults, measureElement } from "./array.ts";
import type { KindRules } from "./rules.ts";

/** `T[]` adds nothing to the size, yet aligns the struct: C11 6.7.2.1 "Structure and union specifiers", 18. */
export const flexible: KindRules<"flexible"> = {
  measure({ element, count, as }, _, target) {
    const { align, type } = measureElement(element.facts, target);
    return { align, type: { kind: "flexible", as, element: type, stride: sizeOf(type), ...present({ count }) } };
  },
  nameOf: () => "array",
  elementOf: ({ element }) => element,
  faultsOf: (type, _, field) => elementFaults(type, field),
};
