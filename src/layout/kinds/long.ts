import { rangeOf } from "../../wire/values.ts";
import { measureInteger } from "./integer.ts";
import type { KindRules } from "./rules.ts";

export const long: KindRules<"long"> = {
  hasNames: true,
  hasByteOrder: true,
  measure: ({ signed }, facts, target) => measureInteger(target.abi.wordSize, signed, true, facts, target),
  nameOf: ({ signed }) => (signed ? "long" : "ulong"),
  rangeOf: ({ signed }) => rangeOf(signed, 64),
};
