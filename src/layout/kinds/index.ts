import type { Field, TypeNode } from "../../../schema/dsl/types.ts";
import type { ValueRange } from "../value-range.ts";
import { bits } from "./bits.ts";
import { array, flexible, struct, union } from "./composites.ts";
import { records } from "./records.ts";
import type { Definition, KindRules, TypeRules } from "./rules.ts";
import { bool, char, float, integer, long, longDouble, opaque, pointer, text } from "./scalars.ts";

const scalars = { bool, char, float, integer, long, longDouble, opaque, pointer, text };

const kinds: { readonly [K in TypeNode["kind"]]: KindRules<K> } = {
  ...scalars,
  array,
  bits,
  flexible,
  records,
  struct,
  union,
};

export function rulesOf(type: TypeNode): TypeRules<TypeNode> {
  return kinds[type.kind] as TypeRules<TypeNode>;
}

/** Whether what stands for a type in a schema is one. */
export function isType(type: TypeNode | undefined): type is TypeNode {
  return type !== undefined && Object.hasOwn(kinds, type.kind);
}

/** A type as messages name it. */
export function nameOfType(type: TypeNode): string {
  return rulesOf(type).nameOf?.(type) ?? type.kind;
}

/** The integers that a type holds, if it holds integers. */
export function rangeOf(type: TypeNode): ValueRange | undefined {
  return rulesOf(type).rangeOf?.(type);
}

/** What an array has as often as it is long. */
export function elementOf(type: TypeNode): Field | undefined {
  return "element" in type ? type.element : undefined;
}

/** What the elements of arrays of arrays are in the end. */
export function innermost(type: TypeNode): TypeNode {
  const element = elementOf(type);
  return element === undefined ? type : innermost(element.facts.type);
}

/** The struct or union that a type is. */
export function definitionOf(type: TypeNode): Definition | undefined {
  if (type.kind === "struct") return type.struct;
  return type.kind === "union" ? type.union : undefined;
}

/** Whether a member has no name of its own, so that its fields stand in the parent. */
export function isAnonymous(type: TypeNode): boolean {
  return "anonymous" in type && type.anonymous;
}

/** Whether a member is bits that only take their place (`u32 : 3;`). */
export function isUnnamedBits(type: TypeNode): boolean {
  return type.kind === "bits" && type.unnamed;
}

/** Whether a member has no name in C. */
export function isNameless(type: TypeNode): boolean {
  return isAnonymous(type) || isUnnamedBits(type);
}
