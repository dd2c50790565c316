import type { Complaint } from "./complaint.ts";
import { constantsIn } from "./constants-inside.ts";
import type { Subject } from "./subject.ts";

/** Constants, at any depth, that need only be there if a member of a union is meant, and nothing tells if it is. */
export function* unionConstantComplaints({ definition }: Subject): Iterable<Complaint> {
  if (definition.kind !== "union" || definition.tag !== undefined) return;
  for (const field of constantsIn(definition.fields)) {
    yield {
      field,
      problem: "is a constant in a union without a tag, so that nothing tells if it must be there",
      cure: "say by a tag which member is meant, or leave the constant out",
    };
  }
}
