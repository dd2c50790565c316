import type { ArrayType, FieldFacts, FlexibleType, TypeNode } from "../../../schema/dsl/types.ts";
import { sizeOf } from "../../wire/layout-data.ts";
import { type Complaint, countComplaints } from "../faults/complaint.ts";
import type { KindRules, Measured, Target } from "./rules.ts";

/** An array is aligned as its elements are: System V ABI, AMD64 supplement, 3.1.2 "Aggregates and Unions". */
export const array: KindRules<"array"> = {
  measure({ element, length, as }, _, target) {
    const { align, type } = measureElement(element.facts, target);
    const stride = sizeOf(type);
    if (as === "list") return { align, type: { kind: "array", element: type, stride, length } };
    return { align, type: { kind: as, size: stride * length } };
  },
  elementOf: ({ element }) => element,
  *faultsOf(type, _, field) {
    yield* countComplaints("length", type.length, field);
    yield* elementFaults(type, field);
  },
};

export function measureElement(facts: FieldFacts, target: Target): Measured {
  if (facts.type.kind === "bits") throw new TypeError("a bit field cannot be an array's element");
  return target.measure(facts);
}

/** What is wrong with the elements of an array. */
export function* elementFaults({ as, element }: ArrayType | FlexibleType, field: string): Iterable<Complaint> {
  const { type } = element.facts;
  if (type.kind === "bits") {
    yield { field, problem: "is an array of bit fields", cure: "use an array of integers" };
  } else if ("anonymous" in type && type.anonymous) {
    yield { field, problem: `is an array of a ${type.kind} that is anonymous`, cure: "use nested(…) or union(…)" };
  }
  if (as !== "list" && !isElementOf(as, type)) {
    yield { field, problem: `is ${as} of ${type.kind}`, cure: "use array(char, …) or bytes(…)" };
  }
}

function isElementOf(as: "bytes" | "string", type: TypeNode): boolean {
  return as === "string" ? type.kind === "char" : type.kind === "integer" && type.size === 1 && !type.signed;
}
