import { type AbiName, abis, checkSchema, type SchemaFault } from "../../src/layout/index.ts";
import { allUnits, planUnits } from "../emit/unit.ts";
import { layOutSchema } from "../lay-out-schema.ts";
import type { Schema } from "../load.ts";
import { checkNames } from "./names.ts";
import { checkSupported } from "./not-yet.ts";
import { checkShared } from "./shared.ts";

/** Every fault of a schema, all at once: what C forbids or ABIs do not share, and what has no TypeScript name or code. */
export function check(schema: Schema, abi: AbiName = "x86_64"): SchemaFault[] {
  const faults = checkSchema(schema, abis[abi]);
  return faults.length > 0 ? faults : checkCode(schema, abi);
}

/** Of a schema that can be laid out, what has no TypeScript name or code. */
export function checkCode(schema: Schema, abi: AbiName): SchemaFault[] {
  const laidOut = layOutSchema(schema, abi);
  const planned = planUnits(laidOut);
  return [
    ...checkNames(schema, laidOut, planned),
    ...checkShared(schema, allUnits(laidOut)),
    ...checkSupported(schema),
  ];
}
