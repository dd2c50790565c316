import type { StructDefinition } from "../../schema/dsl/types.ts";
import type { Abi } from "./abi.ts";
import { faultsIn } from "./faults/check-family.ts";
import { longConstantComplaints } from "./faults/layouts.ts";
import { layOut } from "./lay-out.ts";
import type { SchemaFault } from "./schema-fault.ts";

/** The faults of a struct without others whose constants do not fit the `long` of an ABI. */
export function longConstants(struct: StructDefinition, abi: Abi): SchemaFault[] {
  return faultsIn(struct, longConstantComplaints(layOut(struct, abi), abi));
}
