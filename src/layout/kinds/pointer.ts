import { integerRange } from "../value-range.ts";
import { measureInteger } from "./integer.ts";
import type { KindRules } from "./rules.ts";

export const pointer: KindRules<"pointer"> = {
  shape: {},
  hasByteOrder: true,
  measure: (_, facts, target) =>
    measureInteger({ kind: "integer", size: target.abi.wordSize, signed: false, big: true }, facts, target),
  rangeOf: () => integerRange(64, false),
  portable: () => "u64",
};
