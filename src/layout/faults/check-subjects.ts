import { abis } from "../abi.ts";
import { layOutMembers } from "../lay-out.ts";
import type { SchemaFault } from "../schema-fault.ts";
import { arrayComplaints, opaqueComplaints } from "./arrays.ts";
import { memberAttributeComplaints, ownAlignComplaints } from "./attributes.ts";
import { bitFieldComplaints } from "./bit-fields.ts";
import type { Complaint } from "./complaint.ts";
import { countFieldComplaints, flexibleComplaints } from "./flexible-arrays.ts";
import { elementComplaints, emptyComplaints, sizeComplaints } from "./layouts.ts";
import { collidingMembers, memberNameComplaints, ownNameComplaints } from "./names.ts";
import { type Spot, spotsOf } from "./spot.ts";
import { faultsOf, type Subject } from "./subject.ts";
import { unionConstantComplaints } from "./union-constants.ts";
import { unionTagComplaints } from "./union-tags.ts";
import { valueComplaints } from "./values.ts";

/** What is checked of each member of a struct, union or record, and of the elements of arrays. */
const spotRules: readonly ((spot: Spot) => Iterable<Complaint>)[] = [
  memberNameComplaints,
  memberAttributeComplaints,
  arrayComplaints,
  opaqueComplaints,
  bitFieldComplaints,
  valueComplaints,
];

/** What is checked of a struct, union or record as a whole. */
const subjectRules: readonly ((subject: Subject) => Iterable<Complaint>)[] = [
  ownNameComplaints,
  ownAlignComplaints,
  collidingMembers,
  flexibleComplaints,
  countFieldComplaints,
  unionTagComplaints,
  unionConstantComplaints,
];

/** The faults of definitions by themselves, and the definitions that have none in anything they hold. */
export function checkSubjects(subjects: readonly Subject[]): { faults: SchemaFault[]; usable: ReadonlySet<object> } {
  const faults: SchemaFault[] = [];
  const usable = new Set<object>();
  // a definition comes behind those it holds
  for (const subject of subjects) {
    const partsUsable = heldBy(subject).every((held) => usable.has(held));
    const found = faultsOf(subject, complaintsOf(subject, partsUsable));
    faults.push(...found);
    if (found.length === 0 && partsUsable) usable.add(subject.definition);
  }
  return { faults, usable };
}

function complaintsOf(subject: Subject, partsUsable: boolean): Complaint[] {
  const complaints = [
    ...spotsOf(subject).flatMap((spot) => spotRules.flatMap((rule) => [...rule(spot)])),
    ...subjectRules.flatMap((rule) => [...rule(subject)]),
  ];
  if (complaints.length > 0 || !partsUsable) return complaints;
  const { definition } = subject;
  const layout = layOutMembers(definition, Object.entries(definition.fields), abis.x86_64);
  return [...sizeComplaints(layout), ...emptyComplaints(layout), ...elementComplaints(layout)];
}

function heldBy(subject: Subject): object[] {
  return spotsOf(subject).flatMap(({ facts: { type } }): object[] => {
    if (type.kind === "struct") return [type.struct];
    return type.kind === "union" ? [type.union] : [];
  });
}
