import type { FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import { nameOfType, rangeOf } from "../kinds/index.ts";
import { namesOfTypes } from "../lay-out-family.ts";
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

/** A name that a record brings along for its type must mean that type alone, and be its only name. */
function* typeName({ type, typeName }: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  if (typeName === undefined) return;
  yield* nameComplaints(typeName, "");
  const names = namesOfTypes(family)?.members ?? [];
  const other = names.find(({ name, value }) => (name === typeName) !== Object.is(Number(value), type));
  if (other === undefined) return;
  const problem = `calls type ${show(type)} ${typeName}, and ${other.name} is ${other.value}`;
  yield { field: "", problem, cure: "use the member of the enumeration, or another name and number" };
}

function* headerPath({ header: path, fields }: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  if (path === undefined) return;
  const wanted = family.header?.name ?? "header";
  const way = wayTo(fields, path);
  const type = way.at(-1)?.facts.type;
  const isHeader = type?.kind === "struct" && type.struct.name === family.header?.name;
  if (isHeader && !way.some(({ overlapping }) => overlapping)) return;
  const what = isHeader ? "in a union, of whose members any may be meant" : `no ${wanted} of ${family.name}`;
  const problem = `its header is said to be ${show(path)}, which is ${what}`;
  yield { field: "", problem, cure: `give the path of the ${wanted} among its fields, or leave it out` };
}

function* headerMember({ header, fields }: RecordDefinition, { member, name }: FamilyDefinition): Iterable<Complaint> {
  if (header !== undefined || member === undefined || !liftedMembers(fields).some((lifted) => lifted.name === member))
    return;
  const problem = `has the name of the header that ${name} puts in front`;
  yield { field: member, problem, cure: `rename it, or if it is the header, say header: "${member}"` };
}
