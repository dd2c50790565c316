import type { EnumerationDefinition, FamilyDefinition, RecordDefinition } from "../../schema/dsl/types.ts";
import type { Layout } from "../wire/layout.ts";
import { type Abi, abiOf, abis, abisOf, isAbiName } from "./abis.ts";
import { aggregateRules } from "./faults/aggregates.ts";
import { complaintsBy, faultsAt, faultsIn, type Rule, type Subject, unreadable } from "./faults/complaint.ts";
import { alignComplaints, factRules, packComplaints } from "./faults/facts.ts";
import { byteOrderComplaints, familyRules, recordRules } from "./faults/families.ts";
import { abiComplaints, largeStruct, layoutRules, sizeRules } from "./faults/layouts.ts";
import { enumerationsIn, type Spot, spotsOf } from "./faults/members.ts";
import { duplicateFaults, enumerationComplaints, memberNameComplaints, nameRules } from "./faults/names.ts";
import { partRules } from "./faults/parts.ts";
import { preambleRules } from "./faults/preamble.ts";
import { optionComplaints, Surveyor } from "./faults/survey.ts";
import { lostTags } from "./faults/tags.ts";
import { variantRules } from "./faults/variants.ts";
import { foreignFaults } from "./foreign.ts";
import { definitionOf } from "./kinds/index.ts";
import { layOut, layOutMembers } from "./lay-out.ts";
import { layOutRecord, membersOfRecord } from "./lay-out-record.ts";
import { comparePortable, compareStruct } from "./portable.ts";
import { describeSchemaFault, type Named, type SchemaFault } from "./schema-fault.ts";
import { type Bare, headersOf, structsBeside } from "./structs.ts";

/** What a schema defines: its families with their records, and structs, unions and enumerations beside them. */
export interface Definitions {
  readonly families: readonly FamilyDefinition[];
  readonly structs: readonly Bare[];
  /** those that nothing uses, too; default none */
  readonly enumerations?: readonly EnumerationDefinition[];
}

/**
 * All faults of a schema at once, of structs outside of families for an ABI; nothing is thrown. What a schema without faults defines can be laid out. That options
 * and arguments are of their types, TypeScript says: what is not, and cannot be read, is one fault.
 */
export function checkSchema(definitions: Definitions, abi: Abi = abis.x86_64): SchemaFault[] {
  const survey = new Surveyor();
  const found: SchemaFault[][] = [survey.faults];
  try {
    for (const faults of findFaults(definitions, survey, abi)) found.push(faults);
  } catch (error) {
    found.push(faultsIn(schema, [unreadable(error)]));
  }
  return distinct(found.flat());
}

const schema: Named = { name: "schema", definedIn: undefined };

function* findFaults(definitions: Definitions, survey: Surveyor, abi: Abi) {
  const { families: given, structs, enumerations: own = [] } = definitions;
  for (const family of new Set(given)) survey.visitFamily(family);
  for (const struct of structs)
    survey.visitRoot(struct?.kind === "union" ? "union" : "struct", struct, { named: schema, prefix: "" }, "structs");
  const families = survey.families.map(({ family }) => family);
  const used = survey.subjects.flatMap(({ definition }) => enumerationsIn(definition));
  const types = families.flatMap(({ types }) => types ?? []);
  const enumerations = [...new Set([...types, ...used, ...own])];
  yield enumerations.flatMap((one) => faultsIn(one, complaintsBy([optionComplaints, enumerationComplaints], one)));
  const { faults, usable } = checkSubjects(survey.subjects);
  yield faults;
  // C has one tag for what is a struct, a union or an enumeration: C11 6.2.3 "Name spaces of identifiers".
  yield duplicateFaults([...survey.subjects.map(({ definition }) => definition), ...enumerations]);
  yield duplicateFaults(families);
  const alone = [...structs, ...families.flatMap((family) => [...headersOf(family), ...structsBeside(family)])];
  for (const struct of new Set(alone)) {
    if (!usable.has(struct)) continue;
    const rules = structs.includes(struct) ? [largeStruct, (layout: Layout) => abiComplaints(layout)] : [largeStruct];
    yield faultsIn(struct, [...lostTags(struct), ...complaintsBy(rules, layOut(struct, abi))]);
    if (structs.includes(struct)) yield foreignFaults(struct, abi);
  }
  yield survey.families.flatMap(({ family, complete }) => checkFamily(family, complete));
  for (const family of families) yield checkLayouts(family, usable);
}

/** A fault in a struct that many records hold is found with each of them. */
function distinct(faults: readonly SchemaFault[]): SchemaFault[] {
  return [...new Map(faults.map((fault) => [describeSchemaFault(fault), fault])).values()];
}

/** What is checked of each member of a struct, union or record, and of the elements of arrays. */
const spotRules: readonly Rule<[Spot]>[] = [memberNameComplaints, ...factRules];

/** What is checked of a struct, union or record as a whole. */
const subjectRules: readonly Rule<[Subject]>[] = [
  ...nameRules,
  ({ definition }) => alignComplaints(definition.align, ""),
  ({ definition }) => packComplaints(definition.pack),
  ...aggregateRules,
  ...partRules,
];

/** The faults of definitions by themselves, and the definitions that have none in anything they hold. */
function checkSubjects(subjects: readonly Subject[]): { faults: SchemaFault[]; usable: ReadonlySet<object> } {
  const faults: SchemaFault[] = [];
  const usable = new Set<object>();
  // a definition comes behind those it holds
  for (const subject of subjects) {
    const { definition } = subject;
    const spots = spotsOf(definition);
    const held = spots.flatMap(({ facts }) => definitionOf(facts.type) ?? []);
    const partsUsable = held.every((part) => usable.has(part));
    const complaints = [
      ...spots.flatMap((spot) => complaintsBy(spotRules, spot)),
      ...complaintsBy(subjectRules, subject),
    ];
    if (partsUsable && complaints.length === 0) {
      const layout =
        definition.kind === "record" ? layOutMembers(definition, abis.x86_64) : layOut(definition, abis.x86_64);
      complaints.push(...complaintsBy(sizeRules, layout));
      if (complaints.length === 0) usable.add(definition);
    }
    faults.push(...faultsAt(subject, complaints));
  }
  return { faults, usable };
}

/** The faults of a family and of its records as such. `complete`: all its records are known. */
function checkFamily(family: FamilyDefinition, complete: boolean): SchemaFault[] {
  const rules = complete ? [...familyRules, byteOrderComplaints] : familyRules;
  const check = (record: RecordDefinition) => faultsIn(record, complaintsBy(recordRules, record, family));
  return [...faultsIn(family, complaintsBy(rules, family)), ...family.records.flatMap(check)];
}

/** The faults that show when a family's records are laid out: those of `usable` definitions, so that they can be. */
function checkLayouts(whole: FamilyDefinition, usable: ReadonlySet<object>): SchemaFault[] {
  const { abi, header } = whole;
  const names = [abi].flat();
  const isOfKnownAbi = names.length > 0 && names.every((name) => name === "portable" || isAbiName(name));
  if (!isOfKnownAbi || (header !== undefined && !usable.has(header))) return [];
  const abis = abisOf(abi);
  const records = whole.records.filter((record) => usable.has(record));
  // A record's layout tells it from the others of its type, so that those are laid out with it.
  const family = records.length === whole.records.length ? whole : { ...whole, records };
  const beside = structsBeside(whole).filter((struct) => usable.has(struct));
  const ofBeside = beside.flatMap((struct) => [
    ...faultsIn(struct, complaintsBy([abiComplaints], layOut(struct, abiOf(abi)))),
    ...abis.flatMap((one) => foreignFaults(struct, one)),
    ...compareStruct(struct, family),
  ]);
  const preamble = (whole.preamble ?? []).filter((struct) => usable.has(struct));
  const ofPreamble = preamble.flatMap((struct) =>
    faultsIn(struct, complaintsBy(preambleRules, struct, { ...family, preamble })),
  );
  const ofRecords = records.flatMap((record) => [
    ...faultsIn(record, complaintsBy(layoutRules, layOutRecord(record, family), family)),
    ...faultsIn(record, complaintsBy(variantRules, record, family)),
    ...abis.flatMap((one) => foreignFaults(record, one, membersOfRecord(record, family))),
    ...comparePortable(record, family),
  ]);
  return [...ofBeside, ...ofPreamble, ...ofRecords];
}
