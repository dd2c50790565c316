import type { FamilyDefinition } from "../../../schema/dsl/types.ts";
import { findField } from "../../wire/find-field.ts";
import type { Layout, TypeLayout } from "../../wire/layout.ts";
import { type Abi, abis, isAbiName } from "../abi.ts";
import { largeComplaints } from "../large-struct.ts";
import { layOut } from "../lay-out.ts";
import type { Complaint } from "./complaint.ts";

/** The ABI whose layout stands for a family's where all agree, or would. */
export function referenceAbi({ abi }: FamilyDefinition): Abi {
  return isAbiName(abi) ? abis[abi] : abis.x86_64;
}

/** Positions are counted in bits, and doubles count to 2^53. */
const maxSize = 2 ** 50;

/** The first member that ends too far away for its position to be exact. */
export function* sizeComplaints({ members, size }: Layout): Iterable<Complaint> {
  if (size <= maxSize) return;
  const far = members.find((member) => member.kind === "field" && !(member.offset + member.size <= maxSize));
  const field = far?.kind === "field" ? far.name : "";
  yield { field, problem: "ends more than 2^50 bytes from the start", cure: "make arrays or alignments smaller" };
}

/** Elements of no bytes that a struct may hold in all: no length of any bytes bounds the work that they are. */
const maxEmpty = 256;

/** Arrays of elements that take no bytes. */
export function* emptyComplaints({ members }: Layout): Iterable<Complaint> {
  let empty = 0;
  for (const member of members) {
    if (member.kind === "padding") continue;
    const before = empty;
    empty += emptyElements(member.type);
    if (empty <= maxEmpty || before > maxEmpty) continue;
    const problem = `has more than ${maxEmpty} elements of no bytes`;
    yield { field: member.name, problem, cure: "give the elements a field, or leave the array out" };
  }
}

function emptyElements(type: TypeLayout): number {
  if ("layout" in type) {
    const fields = type.layout.members.filter((member) => member.kind === "field");
    return fields.reduce((sum, field) => sum + emptyElements(field.type), 0);
  }
  if (type.kind !== "array") return 0;
  return type.length * Math.max(type.stride === 0 ? 1 : 0, emptyElements(type.element));
}

/** Constants of `long`, at any depth, that fit 8 bytes, and not the 4 that the ABI gives it. */
export function* longConstantComplaints({ members }: Layout, abi: Abi, path = ""): Iterable<Complaint> {
  for (const member of members) {
    if (member.kind === "padding") continue;
    const field = path + member.name;
    yield* longConstantsInside(member.type, abi, member.name === "" ? path : `${field}.`);
    if (member.type.kind !== "integer" || member.constant === undefined) continue;
    const { size, signed, big } = member.type;
    if (!big || size === 8) continue;
    const cut = signed ? BigInt.asIntN(32, BigInt(member.constant)) : BigInt.asUintN(32, BigInt(member.constant));
    if (cut === member.constant) continue;
    const problem = `its constant ${member.constant}n does not fit the ${size} bytes that it has on ${abi.name}`;
    yield { field, problem, cure: "use u64, or correct the constant" };
  }
}

function* longConstantsInside(type: TypeLayout, abi: Abi, path: string): Iterable<Complaint> {
  if ("layout" in type) yield* longConstantComplaints(type.layout, abi, path);
  if (type.kind !== "array" && type.kind !== "flexible") return;
  yield* longConstantsInside(type.element, abi, path.replace(/\.$/, "[]."));
}

/** A header that does not open its record: framing would not find it. */
export function* headerOffsetComplaints(layout: Layout): Iterable<Complaint> {
  const { record } = layout;
  const offset = findField(layout, record!.header.split("."))?.offset;
  if (offset === 0 || offset === undefined) return;
  const problem = `its header ${record!.header} is at byte ${offset}`;
  yield { field: record!.header, problem, cure: "put the header first" };
}

/**
 * Elements that take no bytes: no length tells how many there are. Inside others they would be more than any bytes, as
 * often as the bytes hold those.
 */
export function* elementComplaints({ members }: Layout): Iterable<Complaint> {
  for (const member of members) {
    if (member.kind === "padding" || member.type.kind !== "flexible") continue;
    const { element, stride } = member.type;
    if (stride > 0 && emptyElements(element) === 0) continue;
    const problem = stride > 0 ? "has elements with elements of no bytes in them" : "has elements of no bytes";
    yield { field: member.name, problem, cure: "give them a field, or leave the array out" };
  }
}

/** Records of no bytes: any number of them would stand in one place. */
export function* nothingComplaints({ members, record }: Layout): Iterable<Complaint> {
  if (record === undefined || record.baseSize > 0 || members.some(isFlexible)) return;
  yield { field: "", problem: "takes no bytes", cure: "give it a field" };
}

/** Records that are larger than the family allows, or than their header's length can tell. */
export function* limitComplaints({ record }: Layout, family: FamilyDefinition, abi: Abi): Iterable<Complaint> {
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
export function* unitComplaints(layout: Layout, { header, length }: FamilyDefinition, abi: Abi): Iterable<Complaint> {
  if (length === undefined || !(length.unit > 1) || layout.record === undefined) return;
  const counted = layout.record.baseSize - (length.counts === "payload" ? layOut(header, abi).size : 0);
  // Of a flexible array, the encoder sees to it that there are enough elements, if any number of them is.
  const stride = strideOf(layout);
  if (counted % commonDivisor(length.unit, stride) === 0) return;
  const bytes = stride === 0 ? `the ${counted} bytes` : `the ${counted} bytes, and ${stride} for each element,`;
  const problem = `${bytes} that its header counts are no multiple of ${length.unit}, the unit of ${header.name}.${length.field}`;
  yield { field: "", problem, cure: "add padding or reserved fields" };
}

function isFlexible(member: Layout["members"][number]): boolean {
  return member.kind === "field" && member.type.kind === "flexible";
}

/** Bytes of each element of a flexible array; 0 where there is none. */
function strideOf({ members }: Layout): number {
  const last = members.find(isFlexible);
  return last?.kind === "field" && last.type.kind === "flexible" ? last.type.stride : 0;
}

/** Multiples of it are all that multiples of the two add up to. */
function commonDivisor(a: number, b: number): number {
  return b > 0 ? commonDivisor(b, a % b) : a;
}
