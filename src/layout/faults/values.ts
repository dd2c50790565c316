import type { FieldFacts, TypeNode } from "../../../schema/dsl/types.ts";
import { isAnonymous, isUnnamedBits } from "../field-layout.ts";
import { type Complaint, show } from "./complaint.ts";
import { constantsInside } from "./constants-inside.ts";
import type { Spot } from "./spot.ts";
import { fits, isExact, nameOfType, valueRange } from "./value-range.ts";

/** What is said of a field's value, and its type cannot have. */
export function* valueComplaints({ path, facts, element }: Spot): Iterable<Complaint> {
  const { type, constant, reserved, byteOrder } = facts;
  if (isUnnamedBits(type) && (constant !== undefined || reserved || facts.enumeration || facts.flags)) {
    yield { field: path, problem: "has no name, so nothing can be said of its value", cure: "use bits(…)" };
    return;
  }
  if (element && (constant !== undefined || reserved)) {
    yield { field: path, problem: "one element cannot be constant or reserved", cure: "make the whole array reserved" };
    return;
  }
  if (constant !== undefined) yield* constantComplaints(type, constant, path);
  if (reserved) yield* reservedComplaints(facts, path);
  if (byteOrder !== undefined && !hasByteOrder(type)) yield cannotHave("a byte order", type, path);
  yield* namesComplaints(facts, path);
}

function* constantComplaints(type: TypeNode, constant: number | bigint, field: string): Iterable<Complaint> {
  const range = valueRange(type);
  if (type.kind === "float") {
    const exact = type.size === 4 ? Math.fround(Number(constant)) : Number(constant);
    if (constant === exact) return;
    if (Number.isNaN(constant)) {
      yield { field, problem: "its constant is NaN, which many bytes mean", cure: "make it an integer of that size" };
      return;
    }
    yield {
      field,
      problem: `its constant ${show(constant)} is no value of ${nameOfType(type)}`,
      cure: "give one that is",
    };
  } else if (range === undefined) {
    yield cannotHave("a constant", type, field);
  } else if (!isExact(constant)) {
    yield { field, problem: `its constant ${show(constant)} is not an exact integer`, cure: "write it as a bigint" };
  } else if (!fits(constant, range)) {
    yield {
      field,
      problem: `its constant ${show(constant)} does not fit ${nameOfType(type)}`,
      cure: `give a value from ${range.min} to ${range.max}`,
    };
  }
}

function* reservedComplaints({ type, constant }: FieldFacts, field: string): Iterable<Complaint> {
  if (type.kind === "flexible" || isAnonymous(type)) {
    const what = type.kind === "flexible" ? "flexible" : "anonymous";
    const problem = `is ${what}, and so cannot be reserved`;
    yield { field, problem, cure: "reserve fields that have a name and a size" };
  }
  if (constant !== undefined) yield { field, problem: "is both constant and reserved", cure: "say one of the two" };
  for (const path of constantsInside(type)) {
    yield {
      field: field + path,
      problem: "is a constant in what is reserved, and so 0",
      cure: "leave one of the two out",
    };
  }
}

function* namesComplaints({ type, enumeration, flags }: FieldFacts, field: string): Iterable<Complaint> {
  if (enumeration && flags) {
    yield { field, problem: "has both an enumeration and flags", cure: "say one of the two" };
  }
  const names = enumeration ?? flags;
  if (names === undefined) return;
  if (type.kind !== "integer" && type.kind !== "long" && type.kind !== "bits") {
    yield cannotHave(enumeration ? "an enumeration" : "flags", type, field);
    return;
  }
  const range = valueRange(type)!;
  for (const { name, value } of names.members.filter(({ value }) => isExact(value) && !fits(value, range))) {
    yield {
      field,
      problem: `${name} of ${names.name} is ${show(value)}, which does not fit ${nameOfType(type)}`,
      cure: "use a wider type, or correct the value",
    };
  }
}

function cannotHave(what: string, type: TypeNode, field: string): Complaint {
  const array = type.kind === "array" || type.kind === "flexible";
  return {
    field,
    problem: `${nameOfType(type)} cannot have ${what}`,
    cure: array && what !== "a constant" ? "say it of the elements" : "leave it out",
  };
}

/** What takes more than one byte as one number. Bit fields have a complaint of their own. */
function hasByteOrder({ kind }: TypeNode): boolean {
  return ["integer", "float", "long", "pointer", "bits"].includes(kind);
}
