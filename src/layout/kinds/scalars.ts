import { deepFreeze } from "../../../schema/dsl/definition.ts";
import type { EnumerationDefinition, FieldFacts } from "../../../schema/dsl/types.ts";
import { integer as integerLayout, isBig } from "../../wire/kinds/integer.ts";
import type { EnumerationFacts, IntegerLayout } from "../../wire/layout.ts";
import { once } from "../../wire/once.ts";
import { rangeOf } from "../../wire/values.ts";
import type { Abi } from "../abis.ts";
import { countComplaints, show } from "../faults/complaint.ts";
import { present } from "../present.ts";
import type { KindRules, Measured, Target } from "./rules.ts";

export const integer: KindRules<"integer"> = {
  hasNames: true,
  hasByteOrder: true,
  measure: ({ size, signed }, facts, target) =>
    measureInteger(integerLayout(size, signed, isBig(size), facts.byteOrder), facts, target),
  nameOf: ({ size, signed }) => `${signed ? "s" : "u"}${size * 8}`,
  rangeOf: ({ size, signed }) => rangeOf(signed, size * 8),
};

export const long: KindRules<"long"> = {
  hasNames: true,
  hasByteOrder: true,
  measure: ({ signed }, facts, target) => measureWord(target.abi.longSize, signed, facts, target),
  nameOf: ({ signed }) => (signed ? "long" : "ulong"),
  rangeOf: ({ signed }) => rangeOf(signed, 64),
};

export const pointer: KindRules<"pointer"> = {
  hasByteOrder: true,
  measure: (_, facts, target) => measureWord(target.abi.wordSize, false, facts, target),
  rangeOf: () => rangeOf(false, 64),
};

function measureWord(size: 2 | 4 | 8, signed: boolean, facts: FieldFacts, target: Target): Measured {
  return measureInteger(integerLayout(size, signed, true, facts.byteOrder), facts, target);
}

/** An integer with what its field says of its values. */
function measureInteger(type: IntegerLayout, { enumeration, flags }: FieldFacts, { abi }: Target): Measured {
  const said = present({
    enumeration: enumeration && enumerationFacts(enumeration),
    flags: flags && enumerationFacts(flags),
  });
  return { align: scalarAlign(type.size, abi), type: { ...type, ...said } };
}

/** What a layout says of an enumeration: one object for each definition, so that layouts share it. */
export const enumerationFacts: (definition: EnumerationDefinition) => EnumerationFacts = once((definition) =>
  deepFreeze({
    name: definition.name,
    ...present({ as: definition.as, doc: definition.doc }),
    members: definition.members.map(({ name, value, doc, as }) => ({ name, value, ...present({ as, doc }) })),
  }),
);

/** The alignment of a scalar inside a struct: its size, as far as the ABI goes; in C, what has another size is bytes. */
function scalarAlign(size: number, { maxScalarAlign, int128Align = 16 }: Abi): number {
  if (size === 16) return int128Align;
  if (![1, 2, 4, 8].includes(size)) return 1;
  return Math.min(size, maxScalarAlign);
}

export const float: KindRules<"float"> = {
  hasByteOrder: true,
  measure({ size }, { byteOrder }, { abi }) {
    return { align: scalarAlign(size, abi), type: { kind: "float", size, ...present({ byteOrder }) } };
  },
  nameOf: ({ size }) => `f${size * 8}`,
  /** NaN is none either: many bytes mean it. */
  *constantFaults(type, constant, field) {
    const value = Number(constant);
    if (constant === (type.size === 4 ? Math.fround(value) : value)) return;
    const problem = `its constant ${show(constant)} is no value of f${type.size * 8}`;
    yield { field, problem, cure: "give one that is" };
  },
};

export const char: KindRules<"char"> = {
  measure: () => ({ align: 1, type: { kind: "char" } }),
  rangeOf: () => rangeOf(false, 8),
};

export const bool: KindRules<"bool"> = {
  measure: () => ({ align: 1, type: { kind: "bool" } }),
};

export const opaque: KindRules<"opaque"> = {
  measure: ({ size, align }) => ({ align, type: { kind: "bytes", size } }),
  /** C's types are a multiple of their alignment. */
  *faultsOf({ size, align }, _, field) {
    yield* countComplaints("size", size, field);
    if (size % align > 0) {
      const problem = `its size ${size} is not a multiple of its alignment ${align}`;
      yield { field, problem, cure: "round the size up, or use bytes(…) with .aligned(…)" };
    }
  },
};

export const longDouble: KindRules<"longDouble"> = {
  measure: (_, __, { abi: { longDouble } }) => ({
    align: longDouble.align,
    type: { kind: "bytes", size: longDouble.size },
  }),
  nameOf: () => "long double",
};

export const text: KindRules<"text"> = {
  measure: ({ length, form }) => ({ align: 1, type: { kind: "strictText", size: length, form } }),
  nameOf: ({ length, form }) => (form === "nul" ? `cString(${length})` : "fourCC"),
  faultsOf: ({ length }, _, field) => countComplaints("length", length, field),
};
