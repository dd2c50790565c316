import type { EnumerationDefinition, FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import { once } from "../../wire/once.ts";
import { nameOfType, rangeOf } from "../kinds/index.ts";
import { isInRange } from "../value-range.ts";
import { type Complaint, type Rule, show } from "./complaint.ts";
import { fieldAt, liftedMembers, wayTo } from "./members.ts";
import { nameComplaints } from "./names.ts";
import { discriminator, followers } from "./variants.ts";

/** What is checked of a record as a member of its family. */
export const recordRules: readonly Rule<[RecordDefinition, FamilyDefinition]>[] = [
  nameOfUnknown,
  typeNumber,
  typeName,
  headerPath,
  headerMember,
  discriminator,
  followers,
];

/** What a family decodes of records that it does not know has this name, and is encoded by it. */
function* nameOfUnknown({ name }: RecordDefinition): Iterable<Complaint> {
  if (name !== "unknown") return;
  yield { field: "", problem: "has the name of records of unknown types", cure: "give it another name" };
}

function* typeNumber({ type }: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  if (family.type === undefined) {
    if (type === undefined) return;
    const problem = `has type ${show(type)}, and ${family.name} names no type field`;
    yield { field: "", problem, cure: "leave the type out, or name the header's type field" };
  } else if (type === undefined) {
    yield { field: "", problem: `has no type, and ${family.name} tells records apart by it`, cure: "give it a type" };
  } else {
    const node = fieldAt(family.header?.fields ?? {}, family.type)?.type;
    const range = node && rangeOf(node);
    if (range === undefined || isInRange(type, range)) return;
    const problem = `its type ${show(type)} does not fit ${family.header?.name}.${family.type}, ${nameOfType(node!)}`;
    yield { field: "", problem, cure: `give a whole number from ${range[0]} to ${range[1]}` };
  }
}

/** That a number of the header's type has a name, and who says so. */
interface Call {
  readonly name: string;
  readonly number: number | undefined;
  readonly where: string;
  readonly by: object;
}

/** Calls by their names and by their numbers, in their order: to look through all of them for each record takes its time. */
type Calls = ReadonlyMap<unknown, readonly Call[]>;

function byEither(calls: readonly Call[]): Calls {
  const found = new Map<unknown, Call[]>();
  for (const call of calls) {
    for (const key of [call.name, call.number]) {
      const alike = found.get(key) ?? [];
      found.set(key, alike);
      alike.push(call);
    }
  }
  return found;
}

const callsOfMembers = once((types: EnumerationDefinition) =>
  byEither(types.members.map((one) => ({ name: one.name, number: Number(one.value), where: types.name, by: one }))),
);

const callsOfRecords = once(({ records }: FamilyDefinition) =>
  byEither(
    records.flatMap((one) =>
      one.typeName === undefined ? [] : { name: one.typeName, number: one.type, where: one.name, by: one },
    ),
  ),
);

/** A name that a record brings along for its type must mean that type alone, and be its only name. */
function* typeName(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const { type, typeName } = record;
  if (typeName === undefined) return;
  yield* nameComplaints(typeName, "");
  const otherIn = (calls: Calls) =>
    [typeName, type]
      // What comes first is right.
      .map((key) => calls.get(key)?.find((call) => call.by === record || differs(call)))
      .find((call) => call !== undefined && call.by !== record);
  const differs = ({ name, number }: Call) => (name === typeName) !== Object.is(number, type);
  const other = (family.types && otherIn(callsOfMembers(family.types))) ?? otherIn(callsOfRecords(family));
  if (other === undefined) return;
  const problem = `calls type ${show(type)} ${typeName}, and in ${other.where} ${other.name} is ${show(other.number)}`;
  yield { field: "", problem, cure: "use the member of the enumeration, or another name and number" };
}

function* headerPath({ header: path, fields }: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  if (path === undefined) return;
  const { header, name } = family;
  if (header === undefined) {
    const problem = `its header is said to be ${show(path)}, and ${name} has none`;
    yield { field: "", problem, cure: "leave it out, or give the family a header" };
    return;
  }
  const way = wayTo(fields, path);
  const type = way.at(-1)?.facts.type;
  if (type?.kind === "struct" && type.struct.name === header.name) {
    if (!way.some(({ overlapping }) => overlapping)) return;
    const problem = `its header ${path} is in a union, of whose members any may be meant`;
    yield { field: path, problem, cure: "put the header in front of the union" };
    return;
  }
  const problem = `its header is said to be ${show(path)}, which is not a field of type ${header.name}`;
  yield { field: "", problem, cure: `give the path of the ${header.name} among its fields` };
}

function* headerMember({ header, fields }: RecordDefinition, { member, name }: FamilyDefinition): Iterable<Complaint> {
  if (header !== undefined || member === undefined || !liftedMembers(fields).some((lifted) => lifted.name === member))
    return;
  const problem = `has the name of the header that ${name} puts in front`;
  yield { field: member, problem, cure: `rename it, or if it is the header, say header: "${member}"` };
}
