import type { FamilyDefinition, StructDefinition } from "../../../schema/dsl/types.ts";
import { findField } from "../../wire/find-field.ts";
import type { Layout, TypeLayout } from "../../wire/layout.ts";
import { type Abi, abis, isAbiName } from "../abis.ts";
import { fieldsOf, flexibleField } from "../fields.ts";
import { layOut } from "../lay-out.ts";
import type { SchemaFault } from "../schema-fault.ts";
import { integerRange, isInRange } from "../value-range.ts";
import { type Complaint, faultsIn, type Rule } from "./complaint.ts";
import { largeComplaints, lengthComplaints } from "./sizes.ts";

/** The ABI whose layout stands for a family's where all agree, or would. */
export function referenceAbi({ abi }: FamilyDefinition): Abi {
  return isAbiName(abi) ? abis[abi] : abis.x86_64;
}

/** What is checked of a record that is laid out. */
export const layoutRules: readonly Rule<[Layout, FamilyDefinition, Abi]>[] = [
  headerOffset,
  (layout, _, abi) => longConstantComplaints(layout, abi),
  unit,
  lengthComplaints,
  nothing,
  limit,
];

/** Constants of `long`, at any depth, that fit 8 bytes, and not the 4 that the ABI gives it. */
function* longConstantComplaints(layout: Layout, abi: Abi, prefix = ""): Iterable<Complaint> {
  for (const { name, type, constant } of fieldsOf(layout)) {
    const field = prefix + name;
    yield* longConstantsInside(type, abi, name === "" ? prefix : `${field}.`);
    if (type.kind !== "integer" || constant === undefined || !type.big || type.size === 8) continue;
    if (isInRange(constant, integerRange(32, type.signed))) continue;
    const problem = `its constant ${constant}n does not fit the ${type.size} bytes that it has on ${abi.name}`;
    yield { field, problem, cure: "use u64, or correct the constant" };
  }
}

function* longConstantsInside(type: TypeLayout, abi: Abi, path: string): Iterable<Complaint> {
  if ("layout" in type) yield* longConstantComplaints(type.layout, abi, path);
  if ("element" in type) yield* longConstantsInside(type.element, abi, path.replace(/\.$/, "[]."));
}

/** The faults of a struct without others whose constants do not fit the `long` of an ABI. */
export function longConstants(struct: StructDefinition, abi: Abi): SchemaFault[] {
  return faultsIn(struct, longConstantComplaints(layOut(struct, abi), abi));
}

/** A header that does not open its record: framing would not find it. */
function* headerOffset(layout: Layout): Iterable<Complaint> {
  const { record } = layout;
  const offset = findField(layout, record!.header.split("."))?.offset;
  if (offset === 0 || offset === undefined) return;
  const problem = `its header ${record!.header} is at byte ${offset}`;
  yield { field: record!.header, problem, cure: "put the header first" };
}

/** Records of no bytes: any number of them would stand in one place. */
function* nothing(layout: Layout): Iterable<Complaint> {
  if (layout.record === undefined || layout.record.baseSize > 0 || flexibleField(layout) !== undefined) return;
  yield { field: "", problem: "takes no bytes", cure: "give it a field" };
}

/** Records that are larger than the family allows, or than their header's length can tell. */
function* limit({ record }: Layout, family: FamilyDefinition, abi: Abi): Iterable<Complaint> {
  const { length } = family;
  const header = layOut(family.header, abi);
  const field = length && findField(header, [length.field])?.field;
  const told = field && length.unit >= 1 ? (2 ** (field.size * 8) - 1) * length.unit : Number.POSITIVE_INFINITY;
  const limit = Math.min(family.maxRecordSize, length?.counts === "payload" ? told + header.size : told);
  if (record === undefined) return;
  if (record.baseSize <= limit) {
    yield* largeComplaints(record.baseSize);
    return;
  }
  const problem = `takes ${record.baseSize} bytes, and a record of ${family.name} can have ${limit}`;
  yield { field: "", problem, cure: "make it smaller, or raise maxRecordSize or the length's size" };
}

/** Records whose size cannot be said in the units that the header's length counts in. */
function* unit(layout: Layout, { header, length }: FamilyDefinition, abi: Abi): Iterable<Complaint> {
  if (length === undefined || !(length.unit > 1) || layout.record === undefined) return;
  const counted = layout.record.baseSize - (length.counts === "payload" ? layOut(header, abi).size : 0);
  // Of a flexible array, the encoder sees to it that there are enough elements, if any number of them is.
  const stride = flexibleField(layout)?.type.stride ?? 0;
  if (counted % commonDivisor(length.unit, stride) === 0) return;
  const bytes = stride === 0 ? `the ${counted} bytes` : `the ${counted} bytes, and ${stride} for each element,`;
  const problem = `${bytes} that its header counts are no multiple of ${length.unit}, the unit of ${header.name}.${length.field}`;
  yield { field: "", problem, cure: "add padding or reserved fields" };
}

/** Multiples of it are all that multiples of the two add up to. */
function commonDivisor(a: number, b: number): number {
  return b > 0 ? commonDivisor(b, a % b) : a;
}
