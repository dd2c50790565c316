import { checkSchema, comparePortable, type SchemaFault } from "../../src/layout/index.ts";
import type { Schema } from "../load.ts";
import { checkNames } from "./names.ts";
import { checkSupported } from "./not-yet.ts";

/**
 * Every fault of a schema, all at once: what C forbids, what has no TypeScript name or code, and, once it can be laid
 * out, what differs between ABIs.
 */
export function check(schema: Schema): SchemaFault[] {
  const faults = checkSchema({ families: schema.families, structs: schema.structs });
  if (faults.length > 0) return [...faults, ...namesOf(schema)];
  const portable = schema.families.filter(({ abi }) => abi === "portable");
  return [
    ...portable.flatMap((family) => family.records.flatMap((record) => comparePortable(record, family))),
    ...checkNames(schema),
    ...checkSupported(schema),
  ];
}

/** Names can be checked only where the schema has the shape of one; if it has not, that has been said. */
function namesOf(schema: Schema): SchemaFault[] {
  try {
    return checkNames(schema);
  } catch {
    return [];
  }
}
