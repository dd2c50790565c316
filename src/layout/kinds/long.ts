import { flag } from "../faults/shapes.ts";
import { integerRange } from "../value-range.ts";
import { measureInteger } from "./integer.ts";
import type { KindRules } from "./rules.ts";

export const long: KindRules<"long"> = {
  shape: { signed: flag },
  hasNames: true,
  hasByteOrder: true,
  measure: ({ signed }, facts, target) =>
    measureInteger({ kind: "integer", size: target.abi.wordSize, signed, big: true }, facts, target),
  nameOf: ({ signed }) => (signed ? "long" : "ulong"),
  rangeOf: ({ signed }) => integerRange(64, signed),
  portable: ({ signed }) => (signed ? "s64" : "u64"),
};
