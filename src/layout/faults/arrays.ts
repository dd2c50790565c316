import type { TypeNode } from "../../../schema/dsl/types.ts";
import { isAnonymous } from "../field-layout.ts";
import { type Complaint, show } from "./complaint.ts";
import type { Spot } from "./spot.ts";

/** A number of bytes, bits or elements that is none. */
export function* countComplaints(what: string, count: number, field: string): Iterable<Complaint> {
  if (Number.isSafeInteger(count) && count >= 0) return;
  yield { field, problem: `its ${what} is ${show(count)}`, cure: "give a whole number that is not negative" };
}

/** Lengths and elements of arrays. */
export function* arrayComplaints({ path, facts: { type } }: Spot): Iterable<Complaint> {
  if (type.kind === "array") yield* countComplaints("length", type.length, path);
  if (type.kind !== "array" && type.kind !== "flexible") return;
  const element = type.element.facts.type;
  if (element.kind === "bits") {
    yield { field: path, problem: "is an array of bit fields", cure: "use an array of integers" };
  } else if (isAnonymous(element)) {
    yield {
      field: path,
      problem: `is an array of a ${element.kind} that is anonymous`,
      cure: "use nested(…) or union(…)",
    };
  }
  if (type.as !== "list" && !isElementOf(type.as, element)) {
    yield { field: path, problem: `is ${type.as} of ${element.kind}`, cure: "use array(char, …) or bytes(…)" };
  }
}

function isElementOf(as: "bytes" | "string", element: TypeNode): boolean {
  return as === "string"
    ? element.kind === "char"
    : element.kind === "integer" && element.size === 1 && !element.signed;
}

/** Sizes of opaque types: C's types are a multiple of their alignment. */
export function* opaqueComplaints({ path, facts: { type } }: Spot): Iterable<Complaint> {
  if (type.kind !== "opaque") return;
  yield* countComplaints("size", type.size, path);
  if (type.size % type.align > 0) {
    yield {
      field: path,
      problem: `its size ${type.size} is not a multiple of its alignment ${type.align}`,
      cure: "round the size up, or use bytes(…) with .aligned(…)",
    };
  }
}
