import type { FamilyDefinition, Fields, StructDefinition, TypeNode } from "../../schema/dsl/index.ts";
import {
  type Abi,
  checkSchema,
  followerStructs,
  largeStruct,
  longConstants,
  SchemaError,
  type SchemaFault,
} from "../layout/index.ts";

/**
 * Passes a family that has no faults.
 * @throws SchemaError with every fault
 */
export function checkedFamily(family: FamilyDefinition): FamilyDefinition {
  refuse(checkSchema({ families: [family], structs: [] }));
  const structs = followerStructs(family);
  refuse([
    ...structs.flatMap(largeStruct),
    ...[...family.records, ...structs].flatMap(({ name, fields }) => taggedUnions(name, fields, "")),
  ]);
  return family;
}

/**
 * Passes a struct that has no faults on an ABI.
 * @throws SchemaError with every fault
 */
export function checkedStruct(struct: StructDefinition, abi: Abi): StructDefinition {
  refuse(checkSchema({ families: [], structs: [struct] }));
  refuse([...largeStruct(struct), ...longConstants(struct, abi), ...taggedUnions(struct.name, struct.fields, "")]);
  return struct;
}

function refuse(faults: readonly SchemaFault[]): void {
  if (faults.length > 0) throw new SchemaError(faults);
}

function taggedUnions(record: string, fields: Fields, prefix: string): SchemaFault[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => inType(facts.type, prefix + name));

  function inType(type: TypeNode, field: string): SchemaFault[] {
    if (type.kind === "array" || type.kind === "flexible") return inType(type.element.facts.type, field);
    if (type.kind === "struct") return taggedUnions(record, type.struct.fields, `${field}.`);
    if (type.kind !== "union") return [];
    if (type.union.tag === undefined) return taggedUnions(record, type.union.fields, `${field}.`);
    const problem = "run-time codecs do not support tagged unions yet";
    return [{ file: undefined, record, field, problem, cure: "leave the tag out: each member stays readable" }];
  }
}
