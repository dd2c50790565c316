import { isAnonymous } from "../kinds/index.ts";
import type { Complaint, Subject } from "./complaint.ts";
import type { Spot } from "./members.ts";

/** GCC takes no larger one in an object file: GCC manual, "Common Variable Attributes". */
const maxAlign = 2 ** 28;

/** An alignment that no attribute can ask for. */
function* alignComplaints(align: number | undefined, field: string): Iterable<Complaint> {
  if (align === undefined || (align >= 1 && align <= maxAlign && Number.isInteger(Math.log2(align)))) return;
  yield { field, problem: `its alignment is ${align}`, cure: `give a power of two from 1 to ${maxAlign}` };
}

/** Alignment of a struct, union or record. */
export function* ownAlignComplaints({ definition }: Subject): Iterable<Complaint> {
  yield* alignComplaints(definition.align, "");
}

/** Attributes of members, and where C has no place for them. */
export function* memberAttributeComplaints({ path: field, facts, element }: Spot): Iterable<Complaint> {
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
