import type fc from "fast-check";
import type { Field, StructDefinition, UnionDefinition } from "../../schema/dsl/index.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";

/** Structs of anything the vocabulary has but unions, whose values say the same bytes several times over. */
export const arbitraryPlainStruct: fc.Arbitrary<StructDefinition> = arbitraryDefinition.filter(isPlain);

function isPlain(definition: StructDefinition | UnionDefinition): definition is StructDefinition {
  return definition.kind === "struct" && Object.values(definition.fields).every(isPlainField);
}

function isPlainField({ facts: { type } }: Field): boolean {
  if (type.kind === "array") return isPlainField(type.element);
  if (type.kind === "struct") return isPlain(type.struct);
  return type.kind !== "union";
}
