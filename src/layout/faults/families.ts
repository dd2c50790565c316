import type { FamilyDefinition, FieldFacts, RecordDefinition, TypeNode } from "../../../schema/dsl/types.ts";
import { abis, isAbiName } from "../abis.ts";
import { nameOfType, rangeOf } from "../kinds/index.ts";
import { namesOfTypes } from "../lay-out-family.ts";
import { isExact, isInRange } from "../value-range.ts";
import { type Complaint, type Rule, show } from "./complaint.ts";
import { endsFlexible, fieldAt, isUnsigned, liftedMembers, troubleWith, wayTo } from "./members.ts";
import { asComplaints, nameComplaints } from "./names.ts";
import { lostTagsOfRecord } from "./tags.ts";
import { discriminator, followers } from "./variants.ts";

/** What is checked of a family itself. */
export const familyRules: readonly Rule<[FamilyDefinition]>[] = [names, limits, abi, header, headerFields];

function* names({ name, as, member, header }: FamilyDefinition): Iterable<Complaint> {
  yield* nameComplaints(name, "");
  yield* asComplaints(as, "");
  if (member !== undefined) yield* nameComplaints(member, "member");
  if ((member === undefined) === (header === undefined)) return;
  const problem = "needs a struct, and a name that it has in the records";
  yield { field: "header", problem, cure: "give both `header` and `member`, or neither" };
}

function* limits({ align, maxRecordSize, length }: FamilyDefinition): Iterable<Complaint> {
  for (const [field, value] of Object.entries({ align, maxRecordSize, "length.unit": length?.unit ?? 1 })) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    yield { field, problem: `is ${show(value)}`, cure: "give a number of bytes, at least 1" };
  }
}

function* abi({ abi }: FamilyDefinition): Iterable<Complaint> {
  if (abi === "portable" || isAbiName(abi)) return;
  const cure = `use "portable" or one of ${Object.keys(abis).join(", ")}`;
  yield { field: "abi", problem: `${show(abi)} is not a known ABI`, cure };
}

function* header({ header }: FamilyDefinition): Iterable<Complaint> {
  if (header === undefined || !endsFlexible(header)) return;
  yield { field: "header", problem: `${header.name} has a flexible array`, cure: "put the array into the records" };
}

function* headerFields(family: FamilyDefinition): Iterable<Complaint> {
  const { type, length } = family;
  if (type !== undefined) yield* headerField("type", type, 4, family);
  if (length === undefined) return;
  yield* headerField("length", length.field, 8, family);
  if (length.field !== type) return;
  yield { field: "length", problem: `${type} is the type, too`, cure: "name two fields" };
}

function* headerField(field: string, named: string, most: number, family: FamilyDefinition): Iterable<Complaint> {
  const { header } = family;
  if (header === undefined) {
    yield { field, problem: `is ${show(named)}, and there is no header`, cure: "leave it out, or give a header" };
    return;
  }
  const found = liftedMembers(header.fields).find(({ name }) => name === named);
  const isFit = (type: TypeNode) => type.kind === "integer" && isUnsigned(type) && type.size <= most;
  const trouble = troubleWith(found, isFit, "is no field") ?? troubleWithOrder(found!.facts, family);
  if (trouble === undefined) return;
  const cure = `name an unsigned integer of at most ${most} bytes in the header, which the codecs fill in`;
  yield { field, problem: `${header.name}.${named} ${trouble}`, cure };
}

function troubleWithOrder({ type, byteOrder }: FieldFacts, family: FamilyDefinition): string | undefined {
  if (byteOrder === undefined || byteOrder === family.byteOrder) return undefined;
  return type.kind === "integer" && type.size > 1 ? "has a byte order of its own" : undefined;
}

/** The constant that tells the byte order, where all records of the family are known. */
export function* byteOrderComplaints({ byteOrder, records }: FamilyDefinition): Iterable<Complaint> {
  if (typeof byteOrder === "string") return;
  const record = records.find(({ name }) => name === byteOrder.record);
  const facts = record && fieldAt(record.fields, byteOrder.field);
  const trouble = facts === undefined ? "is no field" : troubleWithMagic(facts);
  if (trouble === undefined) return;
  const what = `${byteOrder.record}.${byteOrder.field} ${trouble}`;
  const problem = record === undefined ? `${show(byteOrder.record)} is no record of the family` : what;
  const cure = "name a record and its field with a constant that differs when its bytes are reversed";
  yield { field: "byteOrder", problem, cure };
}

function troubleWithMagic({ type, constant, byteOrder }: FieldFacts): string | undefined {
  if (constant === undefined) return "has no constant";
  if (type.kind !== "integer") return `is ${nameOfType(type)}`;
  if (byteOrder !== undefined) return "has a byte order of its own";
  if (!isExact(constant)) return undefined;
  const hex = BigInt.asUintN(type.size * 8, BigInt(constant)).toString(16);
  const bytes = hex.padStart(type.size * 2, "0").match(/../g)!;
  return bytes.join() === bytes.toReversed().join() ? "has a constant that reads the same both ways" : undefined;
}

/** What is checked of a record as a member of its family. */
export const recordRules: readonly Rule<[RecordDefinition, FamilyDefinition]>[] = [
  nameOfUnknown,
  typeNumber,
  typeName,
  headerPath,
  headerMember,
  discriminator,
  followers,
  lostTagsOfRecord,
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
