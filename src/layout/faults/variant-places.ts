import type { FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import { findField } from "../../wire/find-field.ts";
import { flexibleField } from "../fields.ts";
import { layOutRecord } from "../lay-out-record.ts";
import type { Complaint } from "./complaint.ts";
import { referenceAbi } from "./layouts.ts";
import { freeFieldCure, whatDecides } from "./variants.ts";

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
    const before = first.get(record.type);
    if (before === undefined) first.set(record.type, told);
    // Fields of different names are complained about as such.
    else if (before.path === told.path && before.place !== told.place)
      yield [record, complain(told.path, isElsewhere(told, before))];
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
    const layout = layOutRecord(record, family, referenceAbi(family));
    if (layout.size > before.offset || flexibleField(layout) !== undefined) {
      return complain("", `has no number where ${other.name}.${path}, ${place}, tells them apart`);
    }
    // Behind the end that a header tells, nothing is looked at.
    if (family.length !== undefined) return undefined;
    const problem = `ends before ${other.name}.${path}, ${place}, which tells them apart`;
    return { field: "", problem, cure: `${cure}, or give the family a length` };
  }
  if (told.place !== before.place) return complain(told.path, isElsewhere(told, before));
  const decided = whatDecides(record, told.path, family);
  if (decided !== undefined) {
    const problem = `tells that it is not ${before.record.name}, and ${decided}`;
    return { field: told.path, problem, cure: freeFieldCure };
  }
  if (new Set(told.values.filter((value) => value >= 0 && value <= told.most)).size <= told.most) return undefined;
  const problem = `has no value left, because the records that it is told from have them all`;
  return { field: told.path, problem, cure: "leave it one, or leave the record out" };
}

function isElsewhere(told: Told, { record, path, place }: Told): string {
  return `is ${told.place}, and ${record.name}.${path}, which tells them apart, is ${place}`;
}

const cure = "put one field at one place of all records of that type";

function complain(field: string, problem: string): Complaint {
  return { field, problem, cure };
}

function toldAt(record: RecordDefinition, family: FamilyDefinition): Told | undefined {
  const layout = layOutRecord(record, family, referenceAbi(family));
  const { path, values = [] } = layout.record?.when ?? {};
  const found = path === undefined ? undefined : findField(layout, path.split("."));
  if (path === undefined || found?.field.type.kind !== "integer") return undefined;
  const { size, signed, byteOrder } = found.field.type;
  const fixed = typeof family.byteOrder === "string" ? family.byteOrder : undefined;
  const order = size === 1 ? undefined : (byteOrder ?? fixed);
  const place = `${signed ? "s" : "u"}${size * 8}${order ? `, ${order}-endian,` : ""} at byte ${found.offset}`;
  return { record, path, values, most: 2 ** (size * 8) - 1, place, offset: found.offset };
}
