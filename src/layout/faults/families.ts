import type { FamilyDefinition, RecordDefinition, TypeNode } from "../../../schema/dsl/types.ts";
import { masked } from "../../wire/layout.ts";
import { abis, isAbiName } from "../abis.ts";
import { nameOfType, rangeOf } from "../kinds/index.ts";
import { namesOfTypes } from "../lay-out-family.ts";
import { isInRange } from "../value-range.ts";
import { type Complaint, type Rule, show } from "./complaint.ts";
import { endsFlexible, fieldAt, liftedMembers, troubleWith, wayTo, whyFixed } from "./members.ts";
import { asComplaints, nameComplaints, reservedComplaints } from "./names.ts";
import { troubleWithMagic } from "./preamble.ts";
import { partsOfRecords } from "./reckoned.ts";
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
  if (length !== undefined && !Number.isSafeInteger(length.plus)) {
    yield { field: "length.plus", problem: `is ${show(length.plus)}`, cure: "give a whole number of bytes" };
  }
  for (const [field, value] of Object.entries({ align, maxRecordSize, "length.unit": length?.unit ?? 1 })) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    yield { field, problem: `is ${show(value)}`, cure: "give a number of bytes, at least 1" };
  }
}

function* abi({ abi }: FamilyDefinition): Iterable<Complaint> {
  const names = [abi].flat();
  const known = `"portable" or one of ${Object.keys(abis).join(", ")}`;
  if (names.length === 0) yield { field: "abi", problem: "is an empty list", cure: `use ${known}` };
  for (const name of names) {
    if (name === "portable" || isAbiName(name)) continue;
    yield { field: "abi", problem: `${show(name)} is not a known ABI`, cure: `use ${known}` };
  }
}

function* header({ header }: FamilyDefinition): Iterable<Complaint> {
  if (header === undefined || !endsFlexible(header)) return;
  yield { field: "header", problem: `${header.name} has a flexible array`, cure: "put the array into the records" };
}

function* headerFields(family: FamilyDefinition): Iterable<Complaint> {
  const { type, length } = family;
  if (type !== undefined) {
    yield* headerField("type", type, isTypeField, "an integer, a bit field or char[4] in the header", family);
  }
  yield* typeMask(family);
  if (length === undefined) return;
  yield* headerField("length", length.field, isWhole, "an integer or a bit field in the header", family);
  if (length.field !== type) return;
  yield { field: "length", problem: `${type} is the type, too`, cure: "name two fields" };
}

/** Bits of the type that are part of values are those of a plain number. */
function* typeMask({ type, typeMask, header, records }: FamilyDefinition): Iterable<Complaint> {
  if (typeMask === undefined) return;
  const field = "type.mask";
  const node = fieldAt(header?.fields ?? {}, type ?? "")?.type;
  if (node?.kind !== "integer" || node.signed || ![1, 2, 4].includes(node.size)) {
    const problem = `is given, and ${type} is no unsigned integer of 1, 2 or 4 bytes`;
    yield { field, problem, cure: "leave it out, or name another field" };
  }
  if (!Number.isInteger(typeMask) || typeMask <= 0 || typeMask >= 2 ** 32) {
    const problem = `is ${show(typeMask)}`;
    yield { field, problem, cure: "give the bits that tell the type, as a positive number of up to 32 bits" };
  }
  const over = records.find(({ type }) => typeof type === "number" && masked(type, typeMask) !== type);
  if (over !== undefined) {
    const problem = `is ${show(typeMask)}, and the type of ${over.name} is ${show(over.type)}`;
    yield { field, problem, cure: "give types within the mask" };
  }
  const told = records.find(({ when }) => when !== undefined);
  if (told === undefined) return;
  const problem = `is given, and ${told.name} is told from others of its type by a \`when\``;
  yield { field, problem, cure: "leave one of the two out" };
}

function* headerField(
  field: string,
  named: string,
  isFit: (type: TypeNode) => boolean,
  fit: string,
  { header }: FamilyDefinition,
): Iterable<Complaint> {
  if (header === undefined) {
    yield { field, problem: `is ${show(named)}, and there is no header`, cure: "leave it out, or give a header" };
    return;
  }
  const way = wayTo(header.fields, named);
  const unfit = way.find(({ overlapping, facts }) => overlapping || whyFixed(facts) !== undefined) ?? way.at(-1);
  const trouble = troubleWith(unfit, (type) => unfit !== way.at(-1) || isFit(type), "is no field");
  if (trouble === undefined) return;
  yield { field, problem: `${header.name}.${named} ${trouble}`, cure: `name ${fit}, which the codecs fill in` };
}

function isWhole(type: TypeNode): boolean {
  return type.kind === "integer" || type.kind === "long" || (type.kind === "bits" && type.base.kind === "integer");
}

/** A FourCC is a text of four characters, or an array of four `char`. */
function isTypeField(type: TypeNode): boolean {
  return isWhole(type) || isFourCharacters(type);
}

function isFourCharacters(type: TypeNode | undefined): boolean {
  if (type?.kind === "text") return type.form === "whole";
  return type?.kind === "array" && type.as === "string" && type.length === 4;
}

/** The constant that tells the byte order, where all records of the family are known. */
export function* byteOrderComplaints({ byteOrder, preamble, records }: FamilyDefinition): Iterable<Complaint> {
  if (typeof byteOrder === "string") return;
  const { record: named, field: path } = byteOrder;
  const field = "byteOrder";
  if (preamble !== undefined) {
    if (named === undefined) return;
    const problem = `${show(named)} is to tell it, and the preamble comes first`;
    yield { field, problem, cure: "name a field of the preamble alone, or fix the byte order" };
    return;
  }
  const record = records.find(({ name }) => name === named);
  const facts = record && fieldAt(record.fields, path);
  const trouble = facts === undefined ? "is no field" : troubleWithMagic(facts);
  if (trouble === undefined) return;
  const unknown =
    named === undefined ? "names no record, and there is no preamble" : `${show(named)} is no record of the family`;
  const problem = record === undefined ? unknown : `${named}.${path} ${trouble}`;
  const cure = "name a record and its field with a constant that differs when its bytes are reversed";
  yield { field, problem, cure };
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
  partsOfRecords,
];

/** What a family decodes of records that it does not know has this name, and is encoded by it; handlers name both. */
function* nameOfUnknown({ name }: RecordDefinition, { preamble }: FamilyDefinition): Iterable<Complaint> {
  const what = { unknown: "records of unknown types", ...(preamble && { preamble: "what images start with" }) };
  if (!Object.hasOwn(what, name)) return;
  yield { field: "", problem: `has the name of ${what[name as "unknown"]}`, cure: "give it another name" };
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
    const unfit = `its type ${show(type)} does not fit ${family.header?.name}.${family.type}`;
    if (isFourCharacters(node)) {
      if (typeof type === "string" && /^[ -~]{4}$/.test(type)) return;
      yield { field: "", problem: `${unfit}, char[4]`, cure: "give four characters of ASCII" };
      return;
    }
    const range = node && rangeOf(node);
    if (range === undefined || (typeof type !== "string" && isInRange(type, range))) return;
    const cure = `give a whole number from ${range[0]} to ${range[1]}`;
    yield { field: "", problem: `${unfit}, ${nameOfType(node!)}`, cure };
  }
}

/** A name that a record brings along for its type must mean that type alone, and be its only name. */
function* typeName({ type, typeName }: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  if (typeName === undefined) return;
  yield* nameComplaints(typeName, "");
  yield* reservedComplaints(typeName, "as a member of `types`");
  const names = namesOfTypes(family)?.members ?? [];
  const other = names.find(({ name, value }) => (name === typeName) !== (String(value) === String(type)));
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
