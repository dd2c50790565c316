import type { StructDefinition } from "../../schema/dsl/types.ts";
import { abis } from "./abi.ts";
import type { Complaint } from "./faults/complaint.ts";
import { lengthComplaints } from "./faults/lengths.ts";
import { layOut } from "./lay-out.ts";
import type { SchemaFault } from "./schema-fault.ts";

/** Bytes of the largest struct or record that there is a codec for. */
const largest = 2 ** 31 - 1;

/** The faults of a struct without others that is too large for values of it to be made. */
export function largeStruct(struct: StructDefinition): SchemaFault[] {
  const layout = layOut(struct, abis.x86_64);
  const place = { file: struct.definedIn, record: struct.name };
  const complaints = layout.size > largest ? largeComplaints(layout.size) : lengthComplaints(layout);
  return [...complaints].map((complaint) => ({ ...place, ...complaint }));
}

/** What is wrong with a size that nothing with a codec can have. */
export function* largeComplaints(size: number): Iterable<Complaint> {
  if (size <= largest) return;
  const problem = `takes ${size} bytes, and there are codecs for ${largest} at most`;
  yield { field: "", problem, cure: "make its arrays shorter" };
}
