import type { ArrayType, BitsType, FieldFacts, FlexibleType, IntegerType, TypeNode } from "../../schema/dsl/types.ts";
import type { IntegerLayout, TypeLayout } from "../wire/layout.ts";
import type { Abi } from "./abi.ts";
import { enumerationFacts } from "./enumeration-facts.ts";
import { layOut } from "./lay-out.ts";
import { present } from "./present.ts";

/** A type's size and alignment in bytes, and what a layout says of it. */
export interface Measured {
  readonly size: number;
  readonly align: number;
  readonly type: TypeLayout;
}

/** A type that takes whole bytes: any but a bit field. */
export type WholeType = Exclude<TypeNode, BitsType>;

/** Measures a type. The facts of its field go into the type's layout as far as they concern single values. */
export function measure(type: WholeType, facts: FieldFacts, abi: Abi): Measured {
  switch (type.kind) {
    case "integer":
      return scalar(type.size, integerLayout(type, facts), abi);
    case "long":
      return scalar(abi.wordSize, wordLayout(type.signed, facts, abi), abi);
    case "pointer":
      return scalar(abi.wordSize, wordLayout(false, facts, abi), abi);
    case "float":
      return scalar(type.size, { kind: "float", size: type.size, ...present({ byteOrder: facts.byteOrder }) }, abi);
    case "char":
      return scalar(1, { kind: "char" }, abi);
    case "array":
      return measureArray(type, abi);
    case "flexible":
      return measureFlexible(type, abi);
    case "struct": {
      const layout = layOut(type.struct, abi);
      return { size: layout.size, align: layout.align, type: { kind: "struct", layout } };
    }
    case "union": {
      const layout = layOut(type.union, abi);
      return { size: layout.size, align: layout.align, type: { kind: "union", layout } };
    }
    case "opaque":
      return { size: type.size, align: type.align, type: { kind: "bytes", size: type.size } };
  }
}

/** The alignment of a scalar inside a struct: its size, as far as the ABI goes. */
export function scalarAlign(size: number, abi: Abi): number {
  return Math.min(size, abi.maxScalarAlign);
}

/** What a layout says of an integer of fixed size, or of a bit field over it. */
export function integerLayout(
  { size, signed }: Pick<IntegerType, "size" | "signed">,
  facts: FieldFacts,
): IntegerLayout {
  return { kind: "integer", size, signed, big: size === 8, ...namesAndOrder(facts) };
}

function wordLayout(signed: boolean, facts: FieldFacts, abi: Abi): IntegerLayout {
  return { kind: "integer", size: abi.wordSize, signed, big: true, ...namesAndOrder(facts) };
}

function namesAndOrder({ byteOrder, enumeration, flags }: FieldFacts): Partial<IntegerLayout> {
  return present({
    byteOrder,
    enumeration: enumeration && enumerationFacts(enumeration),
    flags: flags && enumerationFacts(flags),
  });
}

function scalar(size: number, type: TypeLayout, abi: Abi): Measured {
  return { size, align: scalarAlign(size, abi), type };
}

/** An array is aligned as its elements are: System V ABI, AMD64 supplement, 3.1.2 "Aggregates and Unions". */
function measureArray({ element, length, as }: ArrayType, abi: Abi): Measured {
  const { size: stride, align, type } = measureElement(element.facts, abi);
  const size = stride * length;
  if (as === "list") return { size, align, type: { kind: "array", element: type, stride, length } };
  return { size, align, type: { kind: as, size } };
}

/** `T[]` adds nothing to the size, yet aligns the struct: C11 6.7.2.1 "Structure and union specifiers", 18. */
function measureFlexible({ element, count, as }: FlexibleType, abi: Abi): Measured {
  const { size: stride, align, type } = measureElement(element.facts, abi);
  return { size: 0, align, type: { kind: "flexible", as, element: type, stride, ...present({ count }) } };
}

function measureElement(facts: FieldFacts, abi: Abi): Measured {
  if (facts.type.kind === "bits") throw new TypeError("a bit field cannot be an array's element");
  return measure(facts.type, facts, abi);
}
