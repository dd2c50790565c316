import type { Display, FieldFacts, TypeNode } from "../../schema/dsl/types.ts";
import type { FieldLayout, TypeLayout } from "../wire/layout.ts";
import type { Abi } from "./abi.ts";
import { integerLayout, measure } from "./measure.ts";
import { type Place, placeBits, placeWhole } from "./place.ts";
import { present } from "./present.ts";

/** Where a member goes in a struct that is filled up to the bit `position`. */
export function placeField(facts: FieldFacts, packedStruct: boolean, position: number, abi: Abi): Place {
  const packed = packedStruct || facts.packed === true;
  if (facts.type.kind === "bits") return placeBits(facts.type, facts, packed, position, abi);
  return placeWhole(measure(facts.type, facts, abi), facts, packed, position);
}

/** What a layout says of a member at its place: nothing, where it has neither a name nor fields to lift. */
export function fieldLayout(key: string, facts: FieldFacts, { at, width }: Place, abi: Abi): FieldLayout[] {
  const { type } = facts;
  if (isUnnamedBits(type)) return [];
  const offset = Math.floor(at / 8);
  const typeLayout: TypeLayout =
    type.kind === "bits" ? integerLayout(type.base, facts) : measure(type, facts, abi).type;
  return [
    {
      kind: "field",
      name: isAnonymous(type) ? "" : key,
      offset,
      size: Math.ceil((at + width) / 8) - offset,
      type: typeLayout,
      ...present({
        doc: facts.doc,
        display: displayOf(facts),
        constant: constantOf(facts.constant, typeLayout),
        reserved: facts.reserved,
        bits: type.kind === "bits" ? { at, width } : undefined,
      }),
    },
  ];
}

/** Whether a member has no name of its own, so that its fields stand in the parent. */
export function isAnonymous(type: TypeNode): boolean {
  return (type.kind === "struct" || type.kind === "union") && type.anonymous;
}

/** Whether a member is bits that only take their place (`u32 : 3;`). */
export function isUnnamedBits(type: TypeNode): boolean {
  return type.kind === "bits" && type.unnamed;
}

/** Whether a member has no name in C. */
export function isNameless(type: TypeNode): boolean {
  return isAnonymous(type) || isUnnamedBits(type);
}

/** An array is shown as its elements are, unless it says otherwise. */
function displayOf(facts: FieldFacts): Display | undefined {
  if (facts.display !== undefined) return facts.display;
  const { type } = facts;
  return type.kind === "array" || type.kind === "flexible" ? displayOf(type.element.facts) : undefined;
}

/** A constant as decoded values hold it, so that `Object.is` compares them. */
function constantOf(constant: number | bigint | undefined, type: TypeLayout): number | bigint | undefined {
  if (constant === undefined) return undefined;
  if (type.kind === "float") return Number(constant);
  // No integer is -0.
  return type.kind === "integer" && type.big ? BigInt(constant) : Number(constant) + 0;
}
