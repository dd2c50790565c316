import type {
  FamilyDefinition,
  Fields,
  RecordDefinition,
  StructDefinition,
  UnionDefinition,
} from "../../../schema/dsl/types.ts";
import { definitionOf, innermost, isAnonymous, isNameless, nameOfType, rangeOf } from "../kinds/index.ts";
import { membersOfRecord } from "../lay-out-record.ts";
import { isExact, isInRange } from "../value-range.ts";
import { type Complaint, type Subject, show } from "./complaint.ts";
import { liftedMembers, troubleWith, wayTo } from "./members.ts";

type Tag = NonNullable<UnionDefinition["tag"]>;

/** A union with a tag, by its path in a struct. */
interface Tagged {
  readonly path: string;
  readonly tag: Tag;
}

/** What is checked of tags in a struct, union or record: of its own unions, and of the fields in it that are tags. */
export function* tagRules({ definition, anonymous }: Subject): Iterable<Complaint> {
  yield* ownUnions(definition.fields, definition.kind === "union" && anonymous);
  // The members of a union are not beside one another, and those of an anonymous struct stand in the one around it.
  if (definition.kind === "union" || anonymous) return;
  // What is in a part is read without what is in front of it.
  for (const one of openIn(("parts" in definition && definition.parts) || {})) yield lost(one);
  for (const one of openIn(definition.fields)) {
    if (isFoundIn(definition.fields, one)) yield* tagFieldComplaints(one, definition.fields);
  }
}

function* ownUnions(fields: Fields, isLifted: boolean): Iterable<Complaint> {
  for (const [field, { facts }] of Object.entries(fields)) {
    const type = innermost(facts.type);
    if (type.kind !== "union" || type.union.tag === undefined) continue;
    if (facts.reserved) {
      const problem = "is reserved and has a tag, which tells nothing of what is always 0";
      yield { field, problem, cure: "leave the tag out" };
    } else if (type.anonymous && isLifted) {
      const problem = "has a tag and no name, in a union without a name";
      yield { field, problem, cure: "give one of them a name" };
    } else yield* memberComplaints(field, type.union, type.anonymous);
  }
}

/** What a value says instead of a member's name where the tag means none. */
const noMember = "unknown";

function* memberComplaints(field: string, { tag, fields }: UnionDefinition, isLifted: boolean): Iterable<Complaint> {
  const meant = new Map<string, string>();
  const { members, default: other, mask } = tag!;
  const names = [...new Set([...Object.keys(members), ...(other === undefined ? [] : [other])])];
  if (mask !== undefined && !(isExact(mask) && mask > 0))
    yield { field, problem: `its tag's mask is ${show(mask)}`, cure: "give the bits that count, as a positive number" };
  if (names.length === 0)
    yield { field, problem: "its tag means no member", cure: "say what it means, or leave it out" };
  for (const member of names) {
    if (member === noMember) {
      const problem = `its tag means the member ${member}, which is what values call bytes of any other tag`;
      yield { field, problem, cure: "give the member another name" };
    }
    const facts = Object.hasOwn(fields, member) ? fields[member]!.facts : undefined;
    if (facts === undefined || facts.reserved || isNameless(facts.type)) {
      const problem = `its tag names ${show(member)}, which is no member with a name and a value`;
      yield { field, problem, cure: "name members of the union" };
    }
    for (const value of valuesOf(tag!, member)) {
      const before = meant.get(String(value));
      if (before !== undefined) {
        const problem = `its tag's value ${show(value)} means both ${before} and ${member}`;
        yield { field, problem, cure: "give each member a value of its own" };
      }
      meant.set(String(value), member);
      if (mask === undefined || !isExact(value) || !isExact(mask) || (BigInt(value) & BigInt(mask)) === BigInt(value))
        continue;
      const problem = `its tag's value ${show(value)} for ${member} has bits that its mask ${show(mask)} leaves out`;
      yield { field, problem, cure: "give values within the mask" };
    }
  }
  const nameless = Object.values(fields).some(({ facts }) => isAnonymous(facts.type));
  if (!isLifted || !nameless) return;
  const problem = "has a tag and no name, and a member that has none either";
  yield { field, problem, cure: "give the member a name, for the tag to mean it" };
}

function valuesOf({ members }: Tag, member: string): readonly (number | bigint)[] {
  return Object.hasOwn(members, member) ? [members[member]!].flat() : [];
}

/** The unions in some fields whose tag is not in a struct among these. */
function openIn(fields: Fields, prefix = ""): Tagged[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const type = innermost(facts.type);
    const held = definitionOf(type);
    if (held === undefined || facts.reserved) return [];
    const path = isAnonymous(type) ? prefix : `${prefix}${name}${"[]".repeat(depthOf(facts.type))}.`;
    const own = held.kind === "union" && held.tag !== undefined ? [{ path: prefix + name, tag: held.tag }] : [];
    const inside = openIn(held.fields, path);
    const isScope = held.kind === "struct" && !isAnonymous(type);
    return [...own, ...(isScope ? inside.filter((one) => !isFoundIn(held.fields, one)) : inside)];
  });
}

function depthOf(type: Parameters<typeof innermost>[0]): number {
  return "element" in type ? 1 + depthOf(type.element.facts.type) : 0;
}

function isFoundIn(fields: Fields, { tag }: Tagged): boolean {
  return wayTo(fields, tag.field).length > 0;
}

function* tagFieldComplaints({ path: field, tag }: Tagged, fields: Fields): Iterable<Complaint> {
  const way = wayTo(fields, tag.field);
  const isFit = (type: Parameters<typeof rangeOf>[0]) => type.kind !== "pointer" && rangeOf(type) !== undefined;
  const found = way.at(-1)!;
  const overlapping = way.some((one) => one.overlapping);
  const trouble = troubleWith({ ...found, overlapping }, isFit, "");
  if (trouble !== undefined) {
    yield { field, problem: `its tag ${show(tag.field)} ${trouble}`, cure };
    return;
  }
  const counted = liftedMembers(fields).find(
    ({ facts: { type } }) => type.kind === "flexible" && type.count === tag.field,
  );
  if (counted !== undefined) {
    const problem = `its tag ${show(tag.field)} is the count of ${counted.name}, too`;
    yield { field, problem, cure: "name a field that nothing but the union depends on" };
  }
  const { type } = found.facts;
  const range = rangeOf(type)!;
  const values = Object.keys(tag.members).flatMap((member) =>
    valuesOf(tag, member).map((value) => ({ member, value })),
  );
  for (const { member, value } of values) {
    if (isInRange(value, range)) continue;
    const problem = `its tag's value ${show(value)} for ${member} does not fit ${nameOfType(type)}`;
    yield { field, problem, cure: `give a value from ${range[0]} to ${range[1]}` };
  }
}

const cure = "name an integer field of the struct that holds the union, or of one around it";

/** Unions whose tag is nowhere around them, in what has a codec of its own. */
export function* lostTags(bare: StructDefinition | UnionDefinition): Iterable<Complaint> {
  const isUnion = bare.kind === "union";
  if (isUnion && bare.tag !== undefined) yield lost({ path: "", tag: bare.tag });
  for (const one of openIn(bare.fields)) {
    if (isUnion || !isFoundIn(bare.fields, one)) yield lost(one);
  }
}

/** The same in a record, whose header is around its fields; what the header tells of the record is the same in each. */
export function* lostTagsOfRecord(record: RecordDefinition, family: FamilyDefinition): Iterable<Complaint> {
  const fields = Object.fromEntries(membersOfRecord(record, family));
  const header = record.header ?? family.member;
  for (const one of openIn(fields)) {
    const { path: field, tag } = one;
    if (!isFoundIn(fields, one)) yield lost(one);
    else if ([family.type, family.length?.field].some((name) => tag.field === `${header}.${name}`)) {
      yield { field, problem: `its tag ${show(tag.field)} is what the header tells of the record`, cure };
    } else if (!isFoundIn(record.fields, one)) yield* tagFieldComplaints(one, fields);
  }
}

function lost({ path: field, tag }: Tagged): Complaint {
  return { field, problem: `its tag ${show(tag.field)} is no field beside it`, cure };
}
