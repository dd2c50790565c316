import type { FamilyDefinition, RecordDefinition } from "../../../schema/dsl/types.ts";
import type { FieldLayout, Layout } from "../../wire/layout.ts";
import { type Abi, abis, isAbiName } from "../abi.ts";
import { layOutRecord } from "../lay-out-record.ts";
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

/** Constants of `long` that fit 8 bytes, and not the 4 that the ABI gives it. */
export function* longConstantComplaints({ members }: Layout, abi: Abi): Iterable<Complaint> {
  for (const member of members) {
    if (member.kind === "padding" || member.type.kind !== "integer" || member.constant === undefined) continue;
    const { size, signed, big } = member.type;
    if (!big || size === 8) continue;
    const cut = signed ? BigInt.asIntN(32, BigInt(member.constant)) : BigInt.asUintN(32, BigInt(member.constant));
    if (cut === member.constant) continue;
    const problem = `its constant ${member.constant}n does not fit the ${size} bytes that it has on ${abi.name}`;
    yield { field: member.name, problem, cure: "use u64, or correct the constant" };
  }
}

/** A header that does not open its record: framing would not find it. */
export function* headerOffsetComplaints({ record, members }: Layout): Iterable<Complaint> {
  const offset = offsetOf(members, record!.header.split("."));
  if (offset === 0 || offset === undefined) return;
  const problem = `its header ${record!.header} is at byte ${offset}`;
  yield { field: record!.header, problem, cure: "put the header first" };
}

function offsetOf(members: Layout["members"], [name, ...rest]: readonly string[]): number | undefined {
  for (const member of members) {
    if (member.kind === "padding") continue;
    const inside = member.type.kind === "struct" || member.type.kind === "union" ? member.type.layout.members : [];
    const path = member.name === "" ? [name!, ...rest] : rest;
    if (member.name === name && rest.length === 0) return member.offset;
    if (member.name !== name && member.name !== "") continue;
    const offset = offsetOf(inside, path);
    if (offset !== undefined) return member.offset + offset;
  }
  return undefined;
}

/** Records of one type (or all, in a family without types) that no constant tells apart. */
export function* indistinctRecords(
  family: FamilyDefinition,
  usable: readonly RecordDefinition[],
): Iterable<[RecordDefinition, Complaint]> {
  const constants = usable.map((record) => constantsOf(layOutRecord(record, family, referenceAbi(family))));
  for (const [index, record] of usable.entries()) {
    const twin = usable.findIndex((other, at) => {
      return at < index && other.type === record.type && !differ(constants[at]!, constants[index]!);
    });
    if (twin < 0) continue;
    const type = family.type === undefined ? "no type" : `type ${record.type}`;
    const problem = `has ${type}, as ${usable[twin]!.name} has, and no constant tells them apart`;
    const cure = "give it another type, or both a field at the same place with different constants";
    yield [record, { field: "", problem, cure }];
  }
}

type Constants = ReadonlyMap<string, number | bigint>;

function differ(a: Constants, b: Constants): boolean {
  return [...a].some(([place, value]) => b.has(place) && b.get(place) !== value);
}

/** Constants by where they stand; not those in unions, which need not be there. */
function constantsOf({ members }: Layout, base = 0): Constants {
  return new Map(
    members.flatMap((member): [string, number | bigint][] => {
      if (member.kind === "padding") return [];
      if (member.type.kind === "struct") return [...constantsOf(member.type.layout, base + member.offset)];
      return member.constant === undefined ? [] : [[placeOf(member, base), member.constant]];
    }),
  );
}

function placeOf({ offset, size, bits, type }: FieldLayout, base: number): string {
  const order = type.kind === "integer" || type.kind === "float" ? type.byteOrder : undefined;
  return bits ? `bits ${base * 8 + bits.at}+${bits.width}` : `${type.kind} ${base + offset}+${size} ${order}`;
}
