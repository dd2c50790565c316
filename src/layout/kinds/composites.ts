import type { Field } from "../../../schema/dsl/types.ts";
import { sizeOf } from "../../wire/layout-data.ts";
import { type Complaint, countComplaints, show } from "../faults/complaint.ts";
import { present } from "../present.ts";
import type { Definition, KindRules, Measured, Target } from "./rules.ts";

/** An array is aligned as its elements are: System V ABI, AMD64 supplement, 3.1.2 "Aggregates and Unions". */
export const array: KindRules<"array"> = {
  measure({ element, length, as }, _, target) {
    const { align, type } = target.measure(element.facts);
    const stride = sizeOf(type);
    if (as === "list") return { align, type: { kind: "array", element: type, stride, length } };
    return { align, type: { kind: as, size: stride * length } };
  },
  *faultsOf({ length, element }, _, field) {
    yield* countComplaints("length", length, field);
    yield* elementFaults(element, field);
  },
};

/** `T[]` adds nothing to the size, yet aligns the struct: C11 6.7.2.1 "Structure and union specifiers", 18. */
export const flexible: KindRules<"flexible"> = {
  measure({ element, count, as }, _, target) {
    const { align, type } = target.measure(element.facts);
    return { align, type: { kind: "flexible", as, element: type, stride: sizeOf(type), ...present({ count }) } };
  },
  nameOf: () => "array",
  *faultsOf({ element, counted }, _, field) {
    yield* elementFaults(element, field);
    if (counted === undefined || typeof counted.field === "string") return;
    yield { field, problem: `is counted by ${show(counted.field)}`, cure: "give the path of a field" };
  },
};

/** What is wrong with the elements of an array. */
function* elementFaults({ facts: { type } }: Field, field: string): Iterable<Complaint> {
  if (type.kind === "bits") {
    yield { field, problem: "is an array of bit fields", cure: "use an array of integers" };
  } else if ("anonymous" in type && type.anonymous) {
    yield { field, problem: `is an array of a ${type.kind} that is anonymous`, cure: "use nested(…) or union(…)" };
  }
}

export const struct: KindRules<"struct"> = { measure: ({ struct }, _, target) => measureAggregate(struct, target) };

export const union: KindRules<"union"> = { measure: ({ union }, _, target) => measureAggregate(union, target) };

function measureAggregate(definition: Definition, target: Target): Measured {
  const layout = target.layOut(definition);
  return { align: layout.align, type: { kind: layout.kind, layout } };
}
