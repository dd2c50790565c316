import type { Display, FieldFacts, TypeNode } from "../../../schema/dsl/types.ts";
import { elementOf, isAnonymous, isUnnamedBits, nameOfType, rangeOf, rulesOf } from "../kinds/index.ts";
import { isExact, isInRange } from "../value-range.ts";
import { type Complaint, countComplaints, type Rule, show } from "./complaint.ts";
import { constantsInside, type Spot } from "./members.ts";

/** What is checked of what is said of a member, or of the elements of arrays. */
export const factRules: readonly Rule<[Spot]>[] = [
  memberAttributes,
  ({ path, facts }) => rulesOf(facts.type).faultsOf?.(facts.type, facts, path) ?? [],
  values,
  displays,
];

/** GCC takes no larger one in an object file: GCC manual, "Common Variable Attributes". */
const maxAlign = 2 ** 28;

/** An alignment that no attribute can ask for. */
export function* alignComplaints(align: number | undefined, field: string): Iterable<Complaint> {
  if (align === undefined || (align >= 1 && align <= maxAlign && Number.isInteger(Math.log2(align)))) return;
  yield { field, problem: `its alignment is ${align}`, cure: `give a power of two from 1 to ${maxAlign}` };
}

/** GCC ignores any other one: GCC manual, "Structure-Layout Pragmas"; libcpp's `handle_pragma_pack`. */
export function* packComplaints(pack: number | undefined): Iterable<Complaint> {
  if (pack === undefined || [1, 2, 4, 8, 16].includes(pack)) return;
  yield { field: "", problem: `its pack is ${show(pack)}`, cure: "give 1, 2, 4, 8 or 16" };
}

/** Attributes of members, and where C has no place for them. */
function* memberAttributes({ path: field, facts, element }: Spot): Iterable<Complaint> {
  const { type, align, packed } = facts;
  yield* alignComplaints(align, field);
  if (type.kind === "opaque") yield* alignComplaints(type.align, field);
  if (align === undefined && packed === undefined) return;
  if (isAnonymous(type)) {
    yield { field, problem: "has no name, so attributes are its type's", cure: "put align or packed on the type" };
  } else if (element) {
    yield { field, problem: "array elements cannot be aligned or packed", cure: "put it on the array" };
  }
}

/** What is said of a field's value, and its type cannot have. */
function* values({ path, facts, element }: Spot): Iterable<Complaint> {
  const { type, constant, reserved, byteOrder } = facts;
  if (isUnnamedBits(type) && (constant !== undefined || reserved || facts.enumeration || facts.flags)) {
    yield { field: path, problem: "has no name, so nothing can be said of its value", cure: "use bits(…)" };
    return;
  }
  const isOfField = [constant, reserved, facts.checksum, facts.isTotal, facts.since].some((said) => said !== undefined);
  if (element && isOfField) {
    const problem = "one element cannot be constant, reserved, reckoned or later";
    yield { field: path, problem, cure: "say it of the whole array, or of a field by itself" };
    return;
  }
  if (facts.since !== undefined) yield* countComplaints("since", facts.since, path);
  if (constant !== undefined) yield* constantComplaints(type, constant, path);
  if (reserved) yield* reservedComplaints(facts, path);
  if (byteOrder !== undefined && !rulesOf(type).hasByteOrder) yield cannotHave("a byte order", type, path);
  yield* namesComplaints(facts, path);
}

type Shows = { readonly integers: readonly number[]; readonly bytes: readonly number[]; readonly of: string };
const moments: Shows = { integers: [8], bytes: [], of: "an integer of 8 bytes" };
const uuids: Shows = { integers: [], bytes: [16], of: "bytes(16)" };

/** What each display needs to mean anything; the others show any value as it is. */
const shown: { readonly [display in Display]?: Shows } = {
  octal: { integers: [1, 2, 3, 4, 5, 6, 7, 8, 16], bytes: [], of: "an integer" },
  ...{ "time-ms": moments, "time-us": moments, "time-ns": moments },
  ip: { integers: [4], bytes: [4, 16], of: "u32, bytes(4) or bytes(16)" },
  mac: { integers: [6], bytes: [6], of: "u48 or bytes(6)" },
  ...{ uuid: uuids, guid: uuids },
};

const displaysKnown: readonly string[] = [...Object.keys(shown), "hex", "time", "address", "text"];

function* displays({ path, facts }: Spot): Iterable<Complaint> {
  const { display } = facts;
  if (display !== undefined && !displaysKnown.includes(display)) {
    yield { field: path, problem: `is shown as ${show(display)}`, cure: `use one of ${displaysKnown.join(", ")}` };
  }
  const needs = display && shown[display];
  if (needs === undefined || canShow(facts.type, needs)) return;
  yield {
    field: path,
    problem: `${nameOfType(facts.type)} cannot be shown as ${display}`,
    cure: `say it of ${needs.of}`,
  };
}

function canShow(type: TypeNode, needs: Shows): boolean {
  if (type.kind === "array" && type.as === "bytes") return needs.bytes.includes(type.length);
  const element = elementOf(type);
  if (element !== undefined)
    return type.kind !== "flexible" || type.as === "list" ? canShow(element.facts.type, needs) : false;
  if (type.kind === "bits") return needs === shown.octal && type.base.kind !== "bool";
  return type.kind === "integer"
    ? needs.integers.includes(type.size)
    : type.kind === "long" && needs.integers.includes(8);
}

function* constantComplaints(type: TypeNode, constant: number | bigint, field: string): Iterable<Complaint> {
  const { constantFaults } = rulesOf(type);
  const range = rangeOf(type);
  if (constantFaults !== undefined) {
    yield* constantFaults(type, constant, field);
  } else if (range === undefined) {
    yield cannotHave("a constant", type, field);
  } else if (!isExact(constant)) {
    yield { field, problem: `its constant ${show(constant)} is not an exact integer`, cure: "write it as a bigint" };
  } else if (!isInRange(constant, range)) {
    const problem = `its constant ${show(constant)} does not fit ${nameOfType(type)}`;
    yield { field, problem, cure: `give a value from ${range[0]} to ${range[1]}` };
  }
}

function* reservedComplaints({ type, constant }: FieldFacts, field: string): Iterable<Complaint> {
  if (type.kind === "flexible" || isAnonymous(type)) {
    const problem = "is flexible or anonymous, and so cannot be reserved";
    yield { field, problem, cure: "reserve fields that have a name and a size" };
  }
  if (constant !== undefined) yield { field, problem: "is both constant and reserved", cure: "say one of the two" };
  for (const path of constantsInside(type)) {
    const problem = "is a constant in what is reserved, and so 0";
    yield { field: field + path, problem, cure: "leave one of the two out" };
  }
}

function* namesComplaints({ type, enumeration, flags }: FieldFacts, field: string): Iterable<Complaint> {
  if (enumeration && flags) {
    yield { field, problem: "has both an enumeration and flags", cure: "say one of the two" };
  }
  const names = enumeration ?? flags;
  if (names === undefined) return;
  const range = rangeOf(type);
  if (range === undefined || !rulesOf(type).hasNames) {
    yield cannotHave(enumeration ? "an enumeration" : "flags", type, field);
    return;
  }
  for (const { name, value } of names.members.filter(({ value }) => isExact(value) && !isInRange(value, range))) {
    const problem = `${name} of ${names.name} is ${show(value)}, which does not fit ${nameOfType(type)}`;
    yield { field, problem, cure: "use a wider type, or correct the value" };
  }
}

function cannotHave(what: string, type: TypeNode, field: string): Complaint {
  const isOfElements = elementOf(type) !== undefined && what !== "a constant";
  const cure = isOfElements ? "say it of the elements" : "leave it out";
  return { field, problem: `${nameOfType(type)} cannot have ${what}`, cure };
}
