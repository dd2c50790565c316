import type { FamilyDefinition, FieldFacts, Fields, RecordDefinition, TypeNode } from "../../../schema/dsl/types.ts";
import { definitionOf, innermost } from "../kinds/index.ts";
import { reckonedIn } from "../lay-out-extended.ts";
import { membersOfRecord } from "../lay-out-record.ts";
import { type Complaint, complaints, type Rule, type Subject, show } from "./complaint.ts";
import { entriesOf, isUnsigned, liftedMembers, partsOf, troubleWith, wayTo } from "./members.ts";

/** What is checked of what is reckoned, and of what counts parts. */
export const reckoningRules: readonly Rule<[Subject]>[] = [reckoned, partsOfStructs];

const place = "use an unsigned integer of the record or its header, neither constant, nor reserved, nor later";

/** What is reckoned is a number that stands once in a record. */
function* reckoned({ definition }: Subject): Iterable<Complaint> {
  const all = [...entriesOf(definition.fields), ...entriesOf(partsOf(definition))];
  for (const [field, { facts }] of all) {
    const { checksum, isTotal, type, constant, reserved, since } = facts;
    const inside = reckonedIn(entriesOf(definitionOf(innermost(type))?.fields), "");
    const isReckoned = checksum !== undefined || isTotal === true;
    const isPlain =
      type.kind === "integer" && isUnsigned(type) && constant === undefined && !reserved && since === undefined;
    yield* complaints(field, [
      [inside.length > 0 && type.kind !== "struct", "holds something reckoned in a list or union", place],
      [isReckoned && (definition.kind === "union" || !isPlain), "is reckoned, which only a plain number can be", place],
    ]);
    if (checksum !== undefined) yield* checksumComplaints(field, facts);
  }
  for (const { path: field } of reckonedIn(entriesOf(partsOf(definition)), "")) {
    if (Object.hasOwn(partsOf(definition) ?? {}, field)) continue;
    const cure = "make it a part of its own, or the part a record of a family";
    yield { field, problem: "is reckoned, and in a part", cure };
  }
  const [, other] = reckonedIn(all, "").filter(({ facts }) => facts.isTotal);
  if (other !== undefined) yield { field: other.path, problem: "is another total", cure: "use one" };
}

const widths: { readonly [algorithm: string]: number } = { crc32: 4, crc32c: 4, internet: 2 };

function checksumComplaints(field: string, { checksum, type }: FieldFacts): Iterable<Complaint> {
  const { algorithm, from: _, to: __, ...other } = checksum!;
  const [wrong] = Object.keys(other);
  const isSized = type.kind !== "integer" || type.size === widths[algorithm];
  return complaints(field, [
    [
      !isSized,
      `is no integer for a checksum ${show(algorithm)}`,
      'use u32 for "crc32" or "crc32c", u16 for "internet"',
    ],
    [wrong !== undefined, `has an option ${show(wrong)}, which means nothing`, "use from, to"],
  ]);
}

function* partsOfStructs({ definition }: Subject): Iterable<Complaint> {
  if (definition.kind === "struct") yield* pathComplaints(definition.fields, definition.parts, []);
}

/** As what is checked of structs, of records: paths may lead into their header. */
export function partsOfRecords(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const told = [family.type, family.length?.field].map((name) => `${record.header ?? family.member}.${name}`);
  return pathComplaints(Object.fromEntries(membersOfRecord(record, family)), record.parts, told);
}

/** Paths to what counts parts, and to what checksums are of; `told` are those of the header's type and length. */
function* pathComplaints(fields: Fields, parts: Fields | undefined, told: readonly string[]): Iterable<Complaint> {
  for (const [field, { facts }] of entriesOf(parts)) {
    const { type } = facts;
    const path = type.kind === "flexible" || type.kind === "records" ? pathOf(type) : undefined;
    if (path === undefined) continue;
    const way = wayTo(fields, path);
    const trouble =
      troubleWith(way.at(-1), isCount, "is no field of the record") ??
      (told.includes(path) ? "is the header's" : whyReckoned(way.at(-1)!.facts)) ??
      (way.some(({ overlapping }) => overlapping) ? "is in a union" : undefined);
    const isBehind = Object.hasOwn(parts ?? {}, path);
    const cure = isBehind
      ? "hold what it counts, and what is behind that, in a record of a family without header: `records(…)`"
      : "name an unsigned integer among the fields or in the header";
    if (trouble !== undefined) yield { field, problem: `is counted by ${show(path)}, which ${trouble}`, cure };
  }
  const names = liftedMembers(parts ?? {}).map(({ name }) => name);
  for (const { path: field, facts } of reckonedIn([...entriesOf(fields), ...entriesOf(parts)], "")) {
    for (const end of [facts.checksum?.from, facts.checksum?.to]) {
      if (end === undefined || names.includes(end) || wayTo(fields, end).length > 0) continue;
      const problem = `is a checksum of ${show(end)}, which is no field or part`;
      yield { field, problem, cure: "give a path in the record" };
    }
  }
}

function pathOf(type: Extract<TypeNode, { kind: "flexible" | "records" }>): string | undefined {
  return type.counted?.field ?? (type.kind === "flexible" ? type.count : undefined);
}

function isCount(type: TypeNode): boolean {
  return isUnsigned(type) || (type.kind === "bits" && isUnsigned(type.base) && !type.unnamed);
}

function whyReckoned({ checksum, isTotal, since }: FieldFacts): string | undefined {
  if (checksum !== undefined || isTotal) return "is reckoned";
  return since === undefined ? undefined : "came later";
}
