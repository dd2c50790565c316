import type { TypeNode, UnionDefinition } from "../../../schema/dsl/types.ts";
import { definitionOf, elementOf } from "../kinds/index.ts";
import { type Complaint, type Rule, type Subject, show } from "./complaint.ts";
import {
  constantsIn,
  entriesOf,
  holds,
  isOrHolds,
  isUnsigned,
  liftedMembers,
  partsOf,
  troubleWith,
} from "./members.ts";
import { tagRules } from "./tags.ts";

/** C has no union without members. */
function* emptyUnion({ definition }: Subject): Iterable<Complaint> {
  if (definition.kind !== "union" || Object.keys(definition.fields).length > 0) return;
  yield { field: "", problem: "is a union without members", cure: "leave it out" };
}

/** What is checked of flexible arrays and unions in a struct, union or record. */
export const aggregateRules: readonly Rule<[Subject]>[] = [
  emptyUnion,
  flexibleArrays,
  countFields,
  tagRules,
  untoldMembers,
  unionBools,
];

const ofUnions = "give it a length, or make each member of the union a record, told from the others by `when`";

/**
 * A flexible array ends the record that it is in: C11 6.7.2.1 "Structure and union specifiers", 3 and 18. GNU C has it in a
 * struct at the end, too: GCC manual, "Arrays of Length Zero".
 */
function* flexibleArrays({ definition, anonymous }: Subject): Iterable<Complaint> {
  const last = Object.keys(definition.fields).at(-1);
  for (const [field, { facts }] of [...entriesOf(definition.fields), ...entriesOf(partsOf(definition))]) {
    if (holds("flexible", facts.type)) {
      const isStruct = facts.type.kind === "struct" && !facts.type.anonymous && !facts.reserved;
      const isAlone = definition.kind !== "union" && !anonymous && definition.parts === undefined && !definition.grows;
      if (isStruct && isAlone && field === last) continue;
      const problem = "holds a flexible array, which only the last member may, a struct with a name";
      const cure = "put it last and nothing behind it, or give the array a length";
      yield { field, problem, cure: definition.kind === "union" ? ofUnions : cure };
    } else if (facts.type.kind === "flexible" && definition.kind === "union") {
      yield { field, problem: "is a flexible array in a union", cure: ofUnions };
    } else if (facts.type.kind === "flexible" && Object.hasOwn(definition.fields, field) && field !== last) {
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

/** Whether one member is meant at a time; of a union without a name, all are read where its tag means none. */
function isTold({ tag }: UnionDefinition, anonymous: boolean): boolean {
  return tag !== undefined && (!anonymous || tag.default !== undefined);
}

/**
 * What cannot be in a union of which several members are read: constants, at any depth, as nothing tells if they must be
 * there, and texts that end with a NUL, as bytes behind it may be another member's.
 */
function* untoldMembers({ definition, anonymous }: Subject): Iterable<Complaint> {
  if (definition.kind !== "union" || isTold(definition, anonymous)) return;
  const problem = (what: string) => `${what} in a union of which several members are read, as no tag always means one`;
  const cure = "give the union a name and a tag, or its tag a default, or leave it out";
  for (const field of constantsIn(definition.fields)) yield { field, problem: problem("is a constant"), cure };
  for (const [field, { facts }] of entriesOf(definition.fields)) {
    if (endsWithNul(facts.type))
      yield { field, problem: problem("has a C string"), cure: "use array(char, …), which keeps all bytes" };
  }
}

function endsWithNul(type: TypeNode): boolean {
  if (type.kind === "text") return type.form === "nul";
  const element = elementOf(type);
  const held = element === undefined ? Object.values(definitionOf(type)?.fields ?? {}) : [element];
  return held.some(({ facts }) => endsWithNul(facts.type));
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
