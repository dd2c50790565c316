import type { Discriminator, FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import { findField } from "../../wire/find-field.ts";
import { abiOf } from "../abis.ts";
import { flexibleField } from "../fields.ts";
import { nameOfType, rangeOf } from "../kinds/index.ts";
import { layOutRecord } from "../lay-out-record.ts";
import { isInRange } from "../value-range.ts";
import { type Complaint, show } from "./complaint.ts";
import { endsFlexible, fieldAt, isUnsigned, liftedMembers, wayTo } from "./members.ts";

/** Records of one type (or all, in a family without types) that no field tells apart. */
export function* indistinctRecords(
  family: FamilyDefinition,
  usable: readonly RecordDefinition[],
): Iterable<[RecordDefinition, Complaint]> {
  const byType = new Map<number | undefined, RecordDefinition[]>();
  for (const record of usable) {
    const before = byType.get(record.type) ?? [];
    const twin = before.find((other) => !differ(other.when, record.when));
    byType.set(record.type, before);
    before.push(record);
    if (twin === undefined) continue;
    const type = family.type === undefined ? "no type" : `type ${record.type}`;
    const problem = `has ${type}, as ${twin.name} has, and nothing tells them apart`;
    const cure = "give it another type, or both a `when` with different values of the same field";
    yield [record, { field: "", problem, cure }];
  }
}

/** One record of a type may take whatever the others leave. */
function differ(a: Discriminator | undefined, b: Discriminator | undefined): boolean {
  if (a === undefined || b === undefined) return a !== b;
  return a.field === b.field && !a.values.some((value) => b.values.includes(value));
}

/** The field that tells a record from others of its type, and its values. */
export function* discriminator(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const { when, fields } = record;
  if (when === undefined) return;
  const type = fieldAt(fields, when.field)?.type;
  const isNumber = type?.kind === "integer" && isUnsigned(type) && type.size < 8;
  const what = type === undefined ? "is no field of it" : `is ${nameOfType(type)}`;
  const trouble = isNumber ? whatDecides(record, when.field, family) : what;
  if (trouble !== undefined) {
    const problem = `is told apart by ${show(when.field)}, which ${trouble}`;
    yield { field: "", problem, cure: isNumber ? freeFieldCure : "name an unsigned integer of at most 4 bytes" };
    return;
  }
  const range = rangeOf(type!)!;
  const wrong = when.values.find((value) => !isInRange(value, range));
  if (wrong !== undefined || when.values.length === 0) {
    const problem = wrong === undefined ? "has no value in this record" : `cannot be ${show(wrong)}`;
    yield { field: when.field, problem, cure: `give whole numbers from ${range[0]} to ${range[1]}` };
  }
}

/** What follows a record is a record of the same family. */
export function* followers({ followers }: RecordDefinition, { name, records }: FamilyDefinition): Iterable<Complaint> {
  for (const { record } of followers) {
    if (records.some((other) => other.name === record)) continue;
    const problem = `is said to be followed by ${show(record)}, which is no record of ${name}`;
    yield { field: "", problem, cure: "name a record of the same family" };
  }
}

/** A payload is one struct after another, so that each must be as long as the others. */
export function* flexibleFollowers({ followers }: RecordDefinition, usable: ReadonlySet<object>): Iterable<Complaint> {
  for (const { record, as } of followers) {
    if (as === "text" || !usable.has(as) || !endsFlexible(as)) continue;
    const problem = `is said to be followed by ${show(record)} with a list of ${as.name}, which ends with a flexible array`;
    yield { field: "", problem, cure: "give the array a length, or leave the follower out" };
  }
}

export const freeFieldCure = "name a field that holds what values say: none of the header, a union, a count or a tag";

/** What decides on the field at a path of a record, if it is not the record's value alone. */
export function whatDecides(record: RecordDefinition, path: string, family: FamilyDefinition): string | undefined {
  if (path.startsWith(`${record.header ?? family.member}.`)) return "is in the header";
  const way = wayTo(record.fields, path);
  if (way.some(({ overlapping }) => overlapping)) return "is in a union";
  if (way.some(({ facts }) => facts.reserved)) return "is reserved";
  const field = way.at(-1);
  if (field === undefined) return undefined;
  if (field.facts.constant !== undefined) return "is constant";
  const around = way.at(-2)?.facts.type;
  const beside = liftedMembers(around?.kind === "struct" ? around.struct.fields : record.fields);
  const types = beside.map(({ facts }) => facts.type);
  if (types.some((type) => type.kind === "flexible" && type.count === field.name)) return "counts an array";
  const isTag = types.some((type) => type.kind === "union" && type.union.tag?.field === field.name);
  return isTag ? "is the tag of a union" : undefined;
}

/** A record that tells itself from others of its type, and where: which are the bytes, and how they are read. */
interface Told {
  readonly record: RecordDefinition;
  readonly path: string;
  /** the values that the record has or, if it takes the rest, that others have */
  readonly values: readonly number[];
  /** the largest value that the field can have */
  readonly most: number;
  readonly place: string;
  readonly offset: number;
}

/**
 * Records of one type that keep what tells them apart at different places. Who reads a record does not know yet which
 * of them it is, and so which place to look at.
 */
export function* scatteredVariants(
  family: FamilyDefinition,
  usable: readonly RecordDefinition[],
): Iterable<[RecordDefinition, Complaint]> {
  const first = new Map<number | undefined, Told>();
  for (const record of usable.filter(({ when }) => when !== undefined)) {
    const told = toldAt(record, family);
    if (told === undefined) continue;
    const before = first.get(record.type) ?? told;
    first.set(record.type, before);
    // Fields of different names are complained about as such.
    if (before.path === told.path && before.place !== told.place) yield [record, isElsewhere(told, before)];
  }
  for (const record of usable.filter(({ when }) => when === undefined)) {
    const before = first.get(record.type);
    const complaint = before && complaintOfRest(record, before, family);
    if (complaint !== undefined) yield [record, complaint];
  }
}

/** What is wrong with a record that takes what others of its type leave: at their place it must say that it is none. */
function complaintOfRest(record: RecordDefinition, before: Told, family: FamilyDefinition): Complaint | undefined {
  const told = toldAt(record, family);
  if (told === undefined) {
    const { record: other, path, place } = before;
    const layout = layOutRecord(record, family, abiOf(family.abi));
    if (layout.size > before.offset || flexibleField(layout) !== undefined) {
      return { field: "", problem: `has no number where ${other.name}.${path}, ${place}, tells them apart`, cure };
    }
    // Behind the end that a header tells, nothing is looked at.
    if (family.length !== undefined) return undefined;
    const problem = `ends before ${other.name}.${path}, ${place}, which tells them apart`;
    return { field: "", problem, cure: `${cure}, or give the family a length` };
  }
  if (told.place !== before.place) return isElsewhere(told, before);
  const decided = whatDecides(record, told.path, family);
  if (decided !== undefined) {
    const problem = `tells that it is not ${before.record.name}, and ${decided}`;
    return { field: told.path, problem, cure: freeFieldCure };
  }
  if (new Set(told.values.filter((value) => value >= 0 && value <= told.most)).size <= told.most) return undefined;
  const problem = `has no value left, because the records that it is told from have them all`;
  return { field: told.path, problem, cure: "leave it one, or leave the record out" };
}

const cure = "put one field at one place of all records of that type";

function isElsewhere(told: Told, { record, path, place }: Told): Complaint {
  const problem = `is ${told.place}, and ${record.name}.${path}, which tells them apart, is ${place}`;
  return { field: told.path, problem, cure };
}

function toldAt(record: RecordDefinition, family: FamilyDefinition): Told | undefined {
  const layout = layOutRecord(record, family, abiOf(family.abi));
  const { path, values = [] } = layout.record?.when ?? {};
  const found = path === undefined ? undefined : findField(layout, path.split("."));
  if (path === undefined || found?.field.type.kind !== "integer") return undefined;
  const { size, signed, byteOrder } = found.field.type;
  const fixed = typeof family.byteOrder === "string" ? family.byteOrder : undefined;
  const order = size === 1 ? undefined : (byteOrder ?? fixed);
  const place = `${signed ? "s" : "u"}${size * 8}${order ? `, ${order}-endian,` : ""} at byte ${found.offset}`;
  return { record, path, values, most: 2 ** (size * 8) - 1, place, offset: found.offset };
}
