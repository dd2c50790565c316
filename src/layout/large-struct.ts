import type { StructDefinition } from "../../schema/dsl/types.ts";
import { abis } from "./abi.ts";
import { layOut } from "./lay-out.ts";
import type { SchemaFault } from "./schema-fault.ts";

/** Bytes of the largest struct that there is a codec for; records have the limit of their family. */
const largest = 2 ** 31 - 1;

/** The fault of a struct without other faults that is too large for values of it to be made. */
export function largeStruct(struct: StructDefinition): SchemaFault[] {
  const { size } = layOut(struct, abis.x86_64);
  if (size <= largest) return [];
  const problem = `takes ${size} bytes, and there are codecs for ${largest} at most`;
  return [{ file: struct.definedIn, record: struct.name, field: "", problem, cure: "make its arrays shorter" }];
}
