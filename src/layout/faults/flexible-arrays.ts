import type { Fields } from "../../../schema/dsl/types.ts";
import { nameOfType } from "../kinds/index.ts";
import { type Complaint, type Subject, show } from "./complaint.ts";
import { holds, isUnsigned, liftedMembers, whyFixed } from "./members.ts";

/** A flexible array ends the record that it is in: C11 6.7.2.1 "Structure and union specifiers", 3 and 18. */
export function* flexibleComplaints({ definition }: Subject): Iterable<Complaint> {
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
export function* countFieldComplaints({ definition }: Subject): Iterable<Complaint> {
  for (const [array, { facts }] of Object.entries(definition.fields)) {
    if (facts.type.kind !== "flexible" || facts.type.count === undefined) continue;
    const trouble = troubleWithCount(facts.type.count, array, definition.fields);
    if (trouble === undefined) continue;
    const problem = `is counted by ${show(facts.type.count)}, which ${trouble}`;
    yield { field: array, problem, cure: "name an unsigned integer that stands before the array in the same struct" };
  }
}

function troubleWithCount(count: string, array: string, fields: Fields): string | undefined {
  const members = liftedMembers(fields);
  const at = members.findIndex(({ name }) => name === count);
  if (at < 0) return "is no field beside it";
  if (at >= members.findIndex(({ name }) => name === array)) return "does not stand before it";
  const { facts, overlapping } = members[at]!;
  if (!isUnsigned(facts.type)) return `is ${nameOfType(facts.type)}`;
  return overlapping ? "is in a union" : whyFixed(facts);
}
