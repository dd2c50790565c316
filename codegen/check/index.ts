import { attempt } from "../../src/files/attempt.ts";
import { type AbiName, abiFaults, abis, checkSchema, type SchemaFault } from "../../src/layout/index.ts";
import { allUnits, planUnits } from "../emit/unit.ts";
import { layOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";
import { checkMemberNames, checkNames } from "./names.ts";
import { checkSupported } from "./not-yet.ts";
import { checkShared } from "./shared.ts";

/** Every fault of a schema, all at once: what C forbids or ABIs do not share, and what has no TypeScript name or code. */
export function check(schema: Schema, abi: AbiName = "x86_64"): SchemaFault[] {
  const faults = checkSchema(schema);
  if (faults.length > 0) return [...faults, ...namesOfMembers(schema)];
  const laidOut = layOutSchema(schema, abi);
  const planned = planUnits(laidOut);
  return [
    ...checkMemberNames(schema),
    ...checkNames(schema, laidOut, planned),
    ...checkShared(schema, laidOut, allUnits(laidOut)),
    ...checkSupported(schema),
    ...schema.structs.flatMap((struct) => abiFaults(struct, abis[abi])),
  ];
}

/** Names can be checked only where the schema has the shape of one; if it has not, that has been said. */
function namesOfMembers(schema: Schema): SchemaFault[] {
  return attempt(() => checkMemberNames(schema).filter(({ record }) => typeof record === "string")) ?? [];
}
