import { SchemaError } from "../layout/index.ts";

/** Says that a schema is right, but that no parser can be made of a field. */
export function unsupported(record: string, field: string, problem: string, cure: string): SchemaError {
  return new SchemaError([{ file: undefined, record, field, problem, cure }]);
}
