import type { Fields, UnionDefinition } from "../../../schema/dsl/types.ts";
import { definitionOf, isAnonymous, isNameless, nameOfType, rangeOf } from "../kinds/index.ts";
import { isInRange } from "../value-range.ts";
import { type Complaint, type Rule, type Subject, show } from "./complaint.ts";
import { constantsIn, holds, isOrHolds, isUnsigned, type Lifted, liftedMembers, troubleWith } from "./members.ts";

/** What is checked of flexible arrays and unions in a struct, union or record. */
export const aggregateRules: readonly Rule<[Subject]>[] = [
  flexibleArrays,
  countFields,
  unionTags,
  unionConstants,
  unionBools,
];

/** A flexible array ends the record that it is in: C11 6.7.2.1 "Structure and union specifiers", 3 and 18. */
function* flexibleArrays({ definition }: Subject): Iterable<Complaint> {
  const last = Object.keys(definition.fields).at(-1);
  for (const [field, { facts }] of Object.entries(definition.fields)) {
    if (holds("flexible", facts.type)) {
      const problem = "holds a flexible array, which only a record itself may end with";
      yield { field, problem, cure: "put the array into the record, or give it a length" };
    } else if (facts.type.kind === "flexible" && definition.kind === "union") {
      yield { field, problem: "is a flexible array in a union", cure: "give it a length" };
    } else if (facts.type.kind === "flexible" && field !== last) {
      const problem = `is a flexible array, yet ${last} is behind it`;
      yield { field, problem, cure: "put it last, or give it a length" };
    }
  }
}

/** The field that counts a flexible array: an unsigned integer before it, for the value to follow from the array. */
function* countFields({ definition }: Subject): Iterable<Complaint> {
  const members = liftedMembers(definition.fields);
  for (const [at, { name, facts }] of members.entries()) {
    if (facts.type.kind !== "flexible" || facts.type.count === undefined) continue;
    const { count } = facts.type;
    const found = members.slice(0, at).find(({ name }) => name === count);
    const trouble = troubleWith(found, isUnsigned, "is no field before it");
    if (trouble === undefined) continue;
    const problem = `is counted by ${show(count)}, which ${trouble}`;
    yield { field: name, problem, cure: "name an unsigned integer that stands before the array in the same struct" };
  }
}

/** What a value says instead of a member's name where the tag means none. */
const noMember = "unknown";

/** The field that says which member of a union is meant, and its values. */
function* unionTags({ definition, anonymous }: Subject): Iterable<Complaint> {
  // an anonymous struct's unions are looked at with the struct around it, where their tag may be
  if (!anonymous) yield* tagComplaints(definition.fields, liftedMembers(definition.fields));
}

function* tagComplaints(fields: Fields, beside: readonly Lifted[]): Iterable<Complaint> {
  for (const [field, { facts }] of Object.entries(fields)) {
    const { type, reserved } = facts;
    if (type.kind === "union" && type.union.tag !== undefined) {
      if (reserved) {
        const problem = "is reserved and has a tag, which tells nothing of what is always 0";
        yield { field, problem, cure: "leave the tag out" };
      } else {
        yield* memberComplaints(field, type.union);
        yield* tagFieldComplaints(field, type.union, beside);
      }
    }
    if (isAnonymous(type)) yield* tagComplaints(definitionOf(type)!.fields, beside);
  }
}

function* memberComplaints(field: string, { tag, fields }: UnionDefinition): Iterable<Complaint> {
  const meant = new Map<number, string>();
  const members = Object.entries(tag!.members);
  if (members.length === 0)
    yield { field, problem: "its tag means no member", cure: "say what it means, or leave it out" };
  for (const [member, value] of members) {
    if (member === noMember) {
      const problem = `its tag means the member ${member}, which is what values call bytes of any other tag`;
      yield { field, problem, cure: "give the member another name" };
    }
    const facts = Object.hasOwn(fields, member) ? fields[member]!.facts : undefined;
    if (facts === undefined || facts.reserved || isNameless(facts.type)) {
      const problem = `its tag names ${show(member)}, which is no member with a name and a value`;
      yield { field, problem, cure: "name members of the union" };
    }
    if (meant.has(value)) {
      const problem = `its tag's value ${show(value)} means both ${meant.get(value)} and ${member}`;
      yield { field, problem, cure: "give each member a value of its own" };
    }
    meant.set(value, member);
  }
}

function* tagFieldComplaints(field: string, { tag }: UnionDefinition, beside: readonly Lifted[]): Iterable<Complaint> {
  const found = beside.find(({ name }) => name === tag!.field);
  const trouble = troubleWith(found, (type) => type.kind !== "pointer" && !!rangeOf(type), "is no field beside it");
  if (trouble !== undefined) {
    const problem = `its tag ${show(tag!.field)} ${trouble}`;
    yield { field, problem, cure: "name an integer field of the struct that holds the union" };
    return;
  }
  const counted = beside.find(({ facts: { type } }) => type.kind === "flexible" && type.count === tag!.field);
  if (counted !== undefined) {
    const problem = `its tag ${show(tag!.field)} is the count of ${counted.name}, too`;
    yield { field, problem, cure: "name a field that nothing but the union depends on" };
  }
  const { type } = found!.facts;
  const range = rangeOf(type)!;
  for (const [member, value] of Object.entries(tag!.members)) {
    if (isInRange(value, range)) continue;
    const problem = `its tag's value ${show(value)} for ${member} does not fit ${nameOfType(type)}`;
    yield { field, problem, cure: `give a value from ${range[0]} to ${range[1]}` };
  }
}

/** Constants, at any depth, that need only be there if a member of a union is meant, and nothing tells if it is. */
function* unionConstants({ definition }: Subject): Iterable<Complaint> {
  if (definition.kind !== "union" || definition.tag !== undefined) return;
  const problem = "is a constant in a union without a tag, so that nothing tells if it must be there";
  const cure = "say by a tag which member is meant, or leave the constant out";
  for (const field of constantsIn(definition.fields)) yield { field, problem, cure };
}

/**
 * Bytes that are true are many, and in a union without a name no value tells them but by its other members. Bit fields,
 * which are parts of bytes, do not.
 */
function* unionBools({ definition, anonymous }: Subject): Iterable<Complaint> {
  if (definition.kind !== "union" || !anonymous) return;
  const members = Object.entries(definition.fields);
  const holding = (kind: "bool" | "bits") => members.filter(([, { facts }]) => isOrHolds(kind, facts.type));
  const withBits = holding("bits").map(([name]) => name);
  for (const [field] of holding("bool")) {
    const other = withBits.find((name) => name !== field);
    if (other === undefined) continue;
    const problem = `has a bool beside bit fields in ${other}, and no value tells which byte makes it true`;
    yield { field, problem, cure: "give the union a name, so that its value has the bytes" };
  }
}
