import type fc from "fast-check";
import type { Field, StructDefinition, UnionDefinition } from "../../schema/dsl/index.ts";
import { checkSchema } from "../../src/layout/index.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";

/** Structs of anything that the vocabulary has, without what C can lay out and a schema cannot hold. */
export const arbitraryStruct: fc.Arbitrary<StructDefinition> = arbitraryDefinition.filter(isStruct).filter(isLegal);

/** Those without unions, whose values say the same bytes several times over. */
export const arbitraryPlainStruct: fc.Arbitrary<StructDefinition> = arbitraryStruct.filter(isPlain);

function isStruct(definition: StructDefinition | UnionDefinition): definition is StructDefinition {
  return definition.kind === "struct";
}

function isLegal(definition: StructDefinition): boolean {
  const faults = checkSchema({ families: [], structs: [{ ...definition, name: "drawn" }] });
  return !faults.some(({ problem }) => /^has (elements of no bytes|a bool beside bit fields)/.test(problem));
}

function isPlain(definition: StructDefinition | UnionDefinition): boolean {
  return definition.kind === "struct" && Object.values(definition.fields).every(isPlainField);
}

function isPlainField({ facts: { type } }: Field): boolean {
  if (type.kind === "array") return isPlainField(type.element);
  if (type.kind === "struct") return isPlain(type.struct);
  // Of its bytes C has no initialiser.
  return type.kind !== "union" && type.kind !== "longDouble";
}
