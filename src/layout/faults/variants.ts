import type { FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import { flexibleField } from "../../wire/fields.ts";
import { once } from "../../wire/once.ts";
import { findField } from "../../wire/places.ts";
import { nameOfType, rangeOf } from "../kinds/index.ts";
import { layOutRecord, recordsByType, toldValues } from "../lay-out-record.ts";
import { isInRange } from "../value-range.ts";
import { type Complaint, type Rule, show } from "./complaint.ts";
import { endsFlexible, fieldAt, isUnsigned, liftedMembers, wayTo, whyFixed } from "./members.ts";

/** What is checked of a record beside the others of its type, once it can be laid out. */
export const variantRules: readonly Rule<[RecordDefinition, FamilyDefinition]>[] = [indistinct, misplaced];

/** Records of one type (or all, in a family without types) that no field tells apart. */
function* indistinct(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const alike = recordsByType(family).get(record.type) ?? [];
  const twin = alike.slice(0, alike.indexOf(record)).find((other) => !differ(other, record));
  if (twin === undefined) return;
  const type = family.type === undefined ? "no type" : `type ${show(record.type)}`;
  const problem = `has ${type}, as ${twin.name} has, and nothing tells them apart`;
  const cure = "give it another type, or both a `when` with different values of the same field";
  yield { field: "", problem, cure };
}

/** One record of a type may take whatever the others leave. */
function differ(a: RecordDefinition, b: RecordDefinition): boolean {
  if (a.when === undefined || b.when === undefined) return a.when !== b.when;
  const values = toldValues(b);
  return a.when.field === b.when.field && !toldValues(a).some((value) => values.includes(value));
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
    yield { field: "", problem, cure: isNumber ? freeField : "name an unsigned integer of at most 4 bytes" };
    return;
  }
  const range = rangeOf(type!)!;
  const values = toldValues(record);
  const wrong = values.find((value) => !isInRange(value, range));
  if (wrong !== undefined || values.length === 0) {
    const problem = wrong === undefined ? "has no value in this record" : `cannot be ${show(wrong)}`;
    const cure = `give whole numbers from ${range[0]} to ${range[1]}`;
    yield { field: when.field, problem, cure: when.values === undefined ? `${cure}, or make it a constant` : cure };
  }
}

const namesOfRecords = once(({ records }: FamilyDefinition) => new Set(records.map(({ name }) => name)));

/** What follows a record is a record of the same family; a payload of structs is one after another, of one size each. */
export function* followers({ followers }: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  for (const { record, as } of followers) {
    const said = `is said to be followed by ${show(record)}`;
    if (!namesOfRecords(family).has(record)) {
      const problem = `${said}, which is no record of ${family.name}`;
      yield { field: "", problem, cure: "name a record of the same family" };
    }
    if (typeof as !== "object" || !endsFlexible(as)) continue;
    const problem = `${said} with a list of ${as.name}, which ends with a flexible array`;
    yield { field: "", problem, cure: "give the array a length, or leave the follower out" };
  }
}

const freeField = "name a field that holds what values say: none of the header, a union, a count or a tag";

/** What decides on the field at a path of a record, if it is not the record's value alone. */
function whatDecides(record: RecordDefinition, path: string, family: FamilyDefinition): string | undefined {
  if (path.startsWith(`${record.header ?? family.member}.`)) return "is in the header";
  const way = wayTo(record.fields, path);
  if (way.some(({ overlapping }) => overlapping)) return "is in a union";
  const last = way.at(-1)!;
  const [told, ...others] = record.when === undefined ? [] : toldValues(record);
  // The constant that tells the record is known wherever its value is.
  if (last.facts.constant !== undefined && told === Number(last.facts.constant) && others.length === 0)
    return undefined;
  const fixed = way.map(({ facts }) => whyFixed(facts)).find((why) => why !== undefined);
  if (fixed !== undefined) return fixed;
  const name = last.name;
  const around = way.at(-2)?.facts.type;
  const beside = liftedMembers(around?.kind === "struct" ? around.struct.fields : record.fields);
  const namedBy = beside.map(({ facts: { type } }) =>
    type.kind === "union" ? type.union.tag?.field : type.kind === "flexible" && type.count,
  );
  return namedBy.includes(name) ? "tells of an array or union" : undefined;
}

/** Where a record tells itself from others of its type: which are the bytes, and how they are read. */
interface Told {
  readonly record: string;
  readonly path: string;
  readonly offset: number;
  readonly place: string;
}

/**
 * Records of one type that keep what tells them apart at different places. Who reads a record does not know yet which
 * of them it is, and so which place to look at.
 */
function* misplaced(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const first = recordsByType(family)
    .get(record.type)
    ?.find(({ when }) => when !== undefined);
  const before = first && toldAt(first, family);
  if (before === undefined) return;
  const told = toldAt(record, family);
  // Fields of different names are complained about as such.
  if (record.when !== undefined && told?.path !== before.path) return;
  const other = `${before.record}.${before.path}`;
  if (told === undefined) {
    // Where a header tells that the record ends before, nothing is looked at.
    const layout = layOutRecord(record, family);
    const isShort = layout.size <= before.offset && flexibleField(layout) === undefined;
    if (isShort && family.length !== undefined) return;
    const problem = `has no number where ${other}, ${before.place}, tells them apart`;
    yield { field: "", problem, cure: onePlace };
  } else if (told.place !== before.place) {
    const problem = `is ${told.place}, and ${other}, which tells them apart, is ${before.place}`;
    yield { field: told.path, problem, cure: onePlace };
  } else if (record.when === undefined) {
    const decided = whatDecides(record, told.path, family);
    if (decided === undefined) return;
    yield { field: told.path, problem: `tells that it is not ${before.record}, and ${decided}`, cure: freeField };
  }
}

const onePlace = "put one field at one place of all records of that type";

function toldAt(record: RecordDefinition, family: FamilyDefinition): Told | undefined {
  const layout = layOutRecord(record, family);
  const when = layout.record?.when;
  const type = when && findField(layout, when.path.split("."))?.field.type;
  if (when === undefined || type?.kind !== "integer") return undefined;
  const { path, offset } = when;
  const { size, signed, byteOrder = family.byteOrder } = type;
  const order = size === 1 || typeof byteOrder === "object" ? "" : `, ${byteOrder}-endian,`;
  const place = `${signed ? "s" : "u"}${size * 8}${order} at byte ${offset}`;
  return { record: record.name, path, offset, place };
}
