import type { EnumerationDefinition, FamilyDefinition, StructDefinition } from "../../schema/dsl/types.ts";
import { checkFamily, checkLayouts } from "./faults/check-family.ts";
import { checkSubjects } from "./faults/check-subjects.ts";
import { duplicateFaults } from "./faults/duplicates.ts";
import { enumerationComplaints, enumerationsOf } from "./faults/enumerations.ts";
import { faultsIn } from "./faults/subject.ts";
import { Surveyor } from "./faults/survey.ts";
import { describeSchemaFault, type SchemaFault } from "./schema-fault.ts";

/** What a schema defines: its families with their records, and structs and enumerations beside them. */
export interface Definitions {
  readonly families: readonly FamilyDefinition[];
  readonly structs: readonly StructDefinition[];
  /** those that nothing uses, too; default none */
  readonly enumerations?: readonly EnumerationDefinition[];
}

/**
 * All faults of a schema at once. Whatever is given is checked down to its JavaScript types, and nothing is thrown.
 * What a schema without faults defines can be laid out.
 */
export function checkSchema(definitions: Definitions): SchemaFault[] {
  const survey = new Surveyor();
  survey.visitAll(definitions);
  const families = survey.families.map(({ family }) => family);
  const used = enumerationsOf(survey.subjects, families);
  const enumerations = [...new Set([...used, ...survey.enumerations])];
  const { faults, usable } = checkSubjects(survey.subjects);
  return distinct([
    ...survey.faults,
    ...enumerations.flatMap((enumeration) => faultsIn(enumeration, enumerationComplaints(enumeration))),
    ...faults,
    // C has one tag for what is a struct, a union or an enumeration: C11 6.2.3 "Name spaces of identifiers".
    ...duplicateFaults([...survey.subjects.map(({ definition }) => definition), ...enumerations]),
    ...duplicateFaults(families),
    ...survey.families.flatMap(({ family, complete }) => checkFamily(family, complete)),
    ...families.flatMap((family) => checkLayouts(family, usable)),
  ]);
}

/** A fault in a struct that many records hold is found with each of them. */
function distinct(faults: readonly SchemaFault[]): SchemaFault[] {
  return [...new Map(faults.map((fault) => [describeSchemaFault(fault), fault])).values()];
}
