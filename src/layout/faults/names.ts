import type { EnumerationDefinition, FamilyDefinition } from "../../../schema/dsl/types.ts";
import { exactly } from "../exactly.ts";
import { reservedMembers } from "../fields.ts";
import { isNameless } from "../kinds/index.ts";
import { faultIn, type SchemaFault } from "../schema-fault.ts";
import { isExact, isInRange, type ValueRange } from "../value-range.ts";
import { type Complaint, type Rule, type Subject, show } from "./complaint.ts";
import { liftedMembers, type Spot } from "./members.ts";

/** What is checked of the names of a struct, union or record and of its members together. */
export const nameRules: readonly Rule<[Subject]>[] = [ownName, collidingMembers];

/** A name that C would not take, but for its keywords, which no code in C has. */
export function* nameComplaints(name: string, field: string): Iterable<Complaint> {
  if (typeof name === "string" && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
  yield { field, problem: `${show(name)} is not a C identifier`, cure: "use letters, digits and _, no digit first" };
}

/** A name in TypeScript that no object or module can have. */
export function* asComplaints(as: string | undefined, field: string): Iterable<Complaint> {
  if (as === undefined || (/^[A-Za-z_][A-Za-z0-9_]*$/.test(as) && !reservedMembers.has(as))) return;
  yield { field, problem: `${show(as)} is no name for TypeScript`, cure: "use letters, digits and _, no digit first" };
}

/** The names of a member in C and in TypeScript, which is the same unless it is said. */
function* bothNames(name: string, as: string | undefined, another: string): Iterable<Complaint> {
  yield* nameComplaints(name, name);
  yield* asComplaints(as, name);
  if (as === undefined) yield* reservedComplaints(name, another);
}

/** A name that no object can have; what it is to be called instead. */
export function* reservedComplaints(name: string, another: string): Iterable<Complaint> {
  if (!reservedMembers.has(name)) return;
  const cure = `give it another name there: ${another}`;
  yield { field: name, problem: `${name} is a reserved JavaScript name`, cure };
}

/** Names of members; keys of members without a name are not used, and yet keep them in their order. */
export function* memberNameComplaints({ path, facts, element }: Spot): Iterable<Complaint> {
  const { as } = facts;
  if (as !== undefined && (element || isNameless(facts.type))) {
    yield { field: path, problem: "has no name, so none in TypeScript", cure: "say .as(…) of a member with a name" };
  }
  if (element) return;
  if (!isNameless(facts.type)) yield* bothNames(path, as, `.as("${path}_")`);
  else if (/^\d+$/.test(path)) {
    yield { field: path, problem: "has a number for a key, which JavaScript puts first", cure: `call it _${path}` };
  }
}

/** The name of a struct or record; one that is held by another may lack it. */
function* ownName({ definition, prefix, anonymous }: Subject): Iterable<Complaint> {
  yield* asComplaints(definition.as, "");
  if (definition.name !== "" || (prefix === "" && !anonymous)) yield* nameComplaints(definition.name, "");
}

/** Members that get the same name when those of anonymous structs and unions are lifted. */
function* collidingMembers({ definition }: Subject): Iterable<Complaint> {
  const problem = "is the name of two members, one of them lifted from an anonymous struct or union";
  const members = liftedMembers(definition.fields);
  yield* repeated(members, problem, "rename one, or give the anonymous member a name");
  const parts = ("parts" in definition && definition.parts) || {};
  for (const { name } of members.filter(({ name }) => Object.hasOwn(parts, name)))
    yield { field: name, problem: "is the name of a field and of a part", cure: "rename one" };
  const all = [...members, ...liftedMembers(parts)];
  if (all.every(({ facts }) => facts.as === undefined)) return;
  const keys = all.map(({ name, facts }) => ({ name: facts.as ?? name }));
  yield* repeated(keys, "is the name of two members in TypeScript", "give one of them another, by .as(…)");
}

/** A complaint for each name that comes more than once. */
function* repeated(members: readonly { readonly name: string }[], problem: string, cure: string): Iterable<Complaint> {
  const seen = new Map<string, number>();
  for (const { name } of members) {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    if (times === 2) yield { field: name, problem, cure };
  }
}

/** What the widest integers of C hold, signed or not. */
const wordRange: ValueRange = [-(2n ** 63n), 2n ** 64n - 1n];

/** Names and values of an enumeration. Two names may have one value, as in C. */
export function* enumerationComplaints({ name, as, members }: EnumerationDefinition): Iterable<Complaint> {
  yield* nameComplaints(name, "");
  yield* asComplaints(as, "");
  for (const member of members) {
    yield* bothNames(member.name, member.as, `{ value: …, as: "${member.name}_" }`);
    if (!isExact(member.value)) {
      const problem = `its value ${show(member.value)} is not an exact integer`;
      yield { field: member.name, problem, cure: "give a whole number, above 2^53 as a bigint" };
    } else if (!isInRange(member.value, wordRange)) {
      const problem = `its value ${show(member.value)} does not fit 64 bits`;
      yield { field: member.name, problem, cure: "give a value from -2^63 to 2^64 - 1" };
    }
  }
  yield* repeated(members, "is the name of two members", "rename one");
  if (members.some(({ as }) => as !== undefined)) {
    const keys = members.map((member) => ({ name: member.as ?? member.name }));
    yield* repeated(keys, "is the name of two members in TypeScript", "give one of them another `as`");
  }
}

type Defined = Subject["definition"] | EnumerationDefinition | FamilyDefinition;

/** Definitions that differ and have one name, in whichever files they are. */
export function duplicateFaults(definitions: readonly Defined[]): SchemaFault[] {
  const first = new Map<string, Defined>();
  return definitions.flatMap((definition): SchemaFault[] => {
    const before = first.get(definition.name);
    if (before === undefined) first.set(definition.name, definition);
    if (definition.name === "" || before === undefined || isSame(before, definition)) return [];
    const where = before.definedIn === undefined ? "" : ` in ${before.definedIn}`;
    const problem = `another ${before.kind} of that name is defined${where}`;
    return [faultIn(definition, "", problem, "rename one of them")];
  });
}

/**
 * Whether two definitions of one name say the same; structs they hold by name are compared on their own. A struct that
 * others hold may be a record, too.
 */
function isSame(a: Defined, b: Defined): boolean {
  if (a.kind === "family" || (a.kind === "record" && b.kind === "record")) return false;
  return describe(bodyOf(a)) === describe(bodyOf(b));
}

function bodyOf(definition: Defined): object {
  if (definition.kind !== "struct" && definition.kind !== "record") return definition;
  const { fields, as, align, packed, pack } = definition;
  return { fields, as, align, packed, pack };
}

function describe(definition: object): string {
  return JSON.stringify(definition, (key, value) => {
    // Members have any names, these among them, and are no texts.
    if ((key === "definedIn" || key === "doc") && typeof value === "string") return undefined;
    const held = (key === "struct" || key === "union") && value.kind === key;
    return held && value.name !== "" ? value.name : exactly(value);
  });
}
