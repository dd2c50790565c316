import type { FieldFacts, IntegerType } from "../../../schema/dsl/types.ts";
import { integer as integerLayout } from "../../wire/kinds/integer.ts";
import { rangeOf } from "../../wire/values.ts";
import { scalarAlign } from "../abis.ts";
import { enumerationFacts } from "../enumeration-facts.ts";
import { present } from "../present.ts";
import type { KindRules, Measured, Target } from "./rules.ts";

export const integer: KindRules<"integer"> = {
  hasNames: true,
  hasByteOrder: true,
  measure: ({ size, signed }, facts, target) => measureInteger(size, signed, size === 8, facts, target),
  nameOf: ({ size, signed }) => `${signed ? "s" : "u"}${size * 8}`,
  rangeOf: ({ size, signed }) => rangeOf(signed, size * 8),
};

/** An integer with what its field says of its values. */
export function measureInteger(
  size: IntegerType["size"],
  signed: boolean,
  big: boolean,
  { byteOrder, enumeration, flags }: FieldFacts,
  { abi }: Target,
): Measured {
  const said = present({
    enumeration: enumeration && enumerationFacts(enumeration),
    flags: flags && enumerationFacts(flags),
  });
  return { align: scalarAlign(size, abi), type: { ...integerLayout(size, signed, big, byteOrder), ...said } };
}
