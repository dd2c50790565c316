import { rangeOf } from "../../wire/values.ts";
import { measureInteger } from "./integer.ts";
import type { KindRules } from "./rules.ts";

export const pointer: KindRules<"pointer"> = {
  hasByteOrder: true,
  measure: (_, facts, target) => measureInteger(target.abi.wordSize, false, true, facts, target),
  rangeOf: () => rangeOf(false, 64),
};
