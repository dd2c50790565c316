import type { FamilyDefinition, Fields, StructDefinition } from "../../schema/dsl/index.ts";
import {
  type Abi,
  checkSchema,
  definitionOf,
  followerStructs,
  headersOf,
  innermost,
  isNameless,
  largeStruct,
  longConstants,
  reservedMembers,
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
  const all = [...headersOf(family), ...family.records, ...structs];
  refuse([...structs.flatMap(largeStruct), ...all.flatMap(({ name, fields }) => unsupported(name, fields, ""))]);
  return family;
}

/**
 * Passes a struct that has no faults on an ABI.
 * @throws SchemaError with every fault
 */
export function checkedStruct(struct: StructDefinition, abi: Abi): StructDefinition {
  refuse(checkSchema({ families: [], structs: [struct] }));
  refuse([...largeStruct(struct), ...longConstants(struct, abi), ...unsupported(struct.name, struct.fields, "")]);
  return struct;
}

function refuse(faults: readonly SchemaFault[]): void {
  if (faults.length > 0) throw new SchemaError(faults);
}

/** Parts of the vocabulary that can be laid out, but not decoded at run time. */
function unsupported(record: string, fields: Fields, prefix: string): SchemaFault[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const fault = (field: string, problem: string, cure: string) => [{ file: undefined, record, field, problem, cure }];
    if (reservedMembers.has(name) && !isNameless(facts.type)) {
      return fault(name, "values and views give the name a meaning of their own", "give the field another name");
    }
    const of = definitionOf(innermost(facts.type));
    if (of === undefined) return [];
    if (of.kind === "struct" || of.tag === undefined) return unsupported(record, of.fields, `${prefix}${name}.`);
    const problem = "run-time codecs do not support tagged unions yet";
    return fault(prefix + name, problem, "leave the tag out: each member stays readable");
  });
}
