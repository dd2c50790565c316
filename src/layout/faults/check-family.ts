import type { FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import { layOutRecord } from "../lay-out-record.ts";
import { comparePortable } from "../portable.ts";
import type { SchemaFault } from "../schema-fault.ts";
import type { Complaint } from "./complaint.ts";
import { byteOrderComplaints, familyRules } from "./families.ts";
import {
  headerOffsetComplaints,
  limitComplaints,
  longConstantComplaints,
  nothingComplaints,
  referenceAbi,
  unitComplaints,
} from "./layouts.ts";
import { recordRules } from "./records.ts";
import { lengthComplaints } from "./sizes.ts";
import { faultsIn } from "./subject.ts";
import { scatteredVariants } from "./variant-places.ts";
import { flexibleFollowers, indistinctRecords } from "./variants.ts";

/** The faults of a family and of its records as such. `complete`: all its records are known. */
export function checkFamily(family: FamilyDefinition, complete: boolean): SchemaFault[] {
  const rules = complete ? [...familyRules, byteOrderComplaints] : familyRules;
  return [
    ...faultsIn(
      family,
      rules.flatMap((rule) => [...rule(family)]),
    ),
    ...family.records.flatMap((record) =>
      faultsIn(
        record,
        recordRules.flatMap((rule) => [...rule(record, family)]),
      ),
    ),
  ];
}

/** The faults that show when a family's records are laid out: those of `usable` definitions, so that they can be. */
export function checkLayouts(whole: FamilyDefinition, usable: ReadonlySet<object>): SchemaFault[] {
  if (!usable.has(whole.header)) return [];
  const records = whole.records.filter((record) => usable.has(record));
  // A record's layout tells it from the others of its type, so that those are laid out with it.
  const family = { ...whole, records };
  const confused = [...indistinctRecords(family, records), ...scatteredVariants(family, records)];
  return [
    ...records.flatMap((record) => faultsIn(record, layoutComplaints(record, family))),
    ...records.flatMap((record) => faultsIn(record, flexibleFollowers(record, usable))),
    ...confused.flatMap(([record, complaint]) => faultsIn(record, [complaint])),
    ...(family.abi === "portable" ? records.flatMap((record) => comparePortable(record, family)) : []),
  ];
}

function* layoutComplaints(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const abi = referenceAbi(family);
  const layout = layOutRecord(record, family, abi);
  yield* headerOffsetComplaints(layout);
  yield* longConstantComplaints(layout, abi);
  yield* unitComplaints(layout, family, abi);
  yield* lengthComplaints(layout);
  yield* nothingComplaints(layout);
  yield* limitComplaints(layout, family, abi);
}
