import { countComplaints } from "../faults/complaint.ts";
import type { KindRules } from "./rules.ts";

export const opaque: KindRules<"opaque"> = {
  measure: ({ size, align }) => ({ align, type: { kind: "bytes", size } }),
  /** C's types are a multiple of their alignment. */
  *faultsOf({ size, align }, _, field) {
    yield* countComplaints("size", size, field);
    if (size % align > 0) {
      const problem = `its size ${size} is not a multiple of its alignment ${align}`;
      yield { field, problem, cure: "round the size up, or use bytes(…) with .aligned(…)" };
    }
  },
};
