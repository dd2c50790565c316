import { countComplaints } from "./arrays.ts";
import type { Complaint } from "./complaint.ts";
import type { Spot } from "./spot.ts";
import { nameOfType } from "./value-range.ts";

/** Widths of bit fields: C11 6.7.2.1 "Structure and union specifiers", 4. */
export function* bitFieldComplaints({ path, facts: { type, byteOrder } }: Spot): Iterable<Complaint> {
  if (type.kind !== "bits") return;
  const { base, width, unnamed } = type;
  yield* countComplaints("width", width, path);
  const room = base.size * 8;
  if (width > room) {
    yield {
      field: path,
      problem: `is ${width} bits wide, and ${nameOfType(base)} has ${room}`,
      cure: `give it a width of at most ${room}`,
    };
  }
  if (width === 0 && !unnamed) {
    yield {
      field: path,
      problem: "is a bit field of width 0 with a name",
      cure: "use padding(…, 0), or give it a width",
    };
  }
  if (byteOrder !== undefined) {
    yield { field: path, problem: "is a bit field with a byte order of its own", cure: "leave its byte order out" };
  }
}
