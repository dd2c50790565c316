import { abis } from "../abis.ts";
import { definitionOf, rulesOf } from "../kinds/index.ts";
import { layOutMembers } from "../lay-out.ts";
import type { SchemaFault } from "../schema-fault.ts";
import { memberAttributeComplaints, ownAlignComplaints } from "./attributes.ts";
import type { Complaint } from "./complaint.ts";
import { countFieldComplaints, flexibleComplaints } from "./flexible-arrays.ts";
import { type Spot, spotsOf } from "./members.ts";
import { collidingMembers, memberNameComplaints, ownNameComplaints } from "./names.ts";
import { elementComplaints, emptyComplaints, sizeComplaints } from "./sizes.ts";
import { faultsOf, type Subject } from "./subject.ts";
import { unionConstantComplaints, unionTagComplaints } from "./unions.ts";
import { valueComplaints } from "./values.ts";

/** What is checked of each member of a struct, union or record, and of the elements of arrays. */
const spotRules: readonly ((spot: Spot) => Iterable<Complaint>)[] = [
  memberNameComplaints,
  memberAttributeComplaints,
  ({ path, facts }) => rulesOf(facts.type).faultsOf?.(facts.type, facts, path) ?? [],
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
    const spots = spotsOf(subject.definition);
    const partsUsable = spots.map(({ facts }) => definitionOf(facts.type)).every((held) => !held || usable.has(held));
    const found = faultsOf(subject, complaintsOf(subject, spots, partsUsable));
    faults.push(...found);
    if (found.length === 0 && partsUsable) usable.add(subject.definition);
  }
  return { faults, usable };
}

function complaintsOf(subject: Subject, spots: readonly Spot[], partsUsable: boolean): Complaint[] {
  const complaints = [
    ...spots.flatMap((spot) => spotRules.flatMap((rule) => [...rule(spot)])),
    ...subjectRules.flatMap((rule) => [...rule(subject)]),
  ];
  if (complaints.length > 0 || !partsUsable) return complaints;
  const { definition } = subject;
  const layout = layOutMembers(definition, Object.entries(definition.fields), abis.x86_64);
  return [...sizeComplaints(layout), ...emptyComplaints(layout), ...elementComplaints(layout)];
}
