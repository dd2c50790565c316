import type { FieldFacts, RecordDefinition } from "../../schema/dsl/types.ts";
import type { Abi } from "./abi.ts";
import { type Complaint, complaints, faultsAt, type Place, placeIn } from "./faults/complaint.ts";
import { definitionOf, innermost, isAnonymous } from "./kinds/index.ts";
import type { Definition } from "./kinds/rules.ts";
import type { Member } from "./lay-out.ts";
import type { SchemaFault } from "./schema-fault.ts";

type Attributes = { readonly align?: number | undefined; readonly packed?: boolean | undefined };

/** What an ABI does not have, or its compilers do not agree on, in a struct or record and in what it holds at any depth. */
export function foreignFaults(
  whole: Definition | RecordDefinition,
  abi: Abi,
  fields: readonly Member[] = Object.entries(whole.fields),
  place: Place = { named: whole, prefix: "" },
): SchemaFault[] {
  if (abi.takesAttributes && abi.doubleSize === 8 && abi.wholeEnums) return [];
  const members = [...fields, ...Object.entries(("parts" in whole && whole.parts) || {})];
  const inside = members.flatMap(([name, { facts }]) => {
    const type = innermost(facts.type);
    const definition = definitionOf(type);
    if (definition === undefined) return [];
    return foreignFaults(definition, abi, undefined, isAnonymous(type) ? place : placeIn(definition, place, name));
  });
  const own = members.flatMap(([name, { facts }]) => [
    ...attributes(name, facts, abi),
    ...typeComplaints(name, facts, abi),
  ]);
  return [...faultsAt(place, [...attributes("", whole, abi), ...own]), ...inside];
}

function attributes(field: string, { packed, align }: Attributes, { name, takesAttributes }: Abi): Iterable<Complaint> {
  const isForeign = !takesAttributes && (packed || align !== undefined);
  const problem = `is packed or aligned as GNU C says it, which compilers for ${name} do not take alike`;
  return complaints(field, [[isForeign, problem, "say pack: 1, 2, 4 or 8 of the struct, or use explicit padding"]]);
}

function typeComplaints(field: string, { type: whole }: FieldFacts, { name, doubleSize, wholeEnums }: Abi) {
  const type = innermost(whole);
  const isDouble = type.kind === "float" && type.size > doubleSize;
  const isEnum = type.kind === "bits" && type.ofNames === true && !wholeEnums;
  return complaints(field, [
    [isDouble, `is a double of 8 bytes, which has ${doubleSize} on ${name}`, "use f32, or bytes(8)"],
    [isEnum, `is bits of an enumeration, which does not take 4 bytes on ${name}`, "take the bits of u8, u16 or u32"],
  ]);
}
