/** The vocabulary of schemas. Published as `bytewright/schema`. */

export * from "./aggregates.ts";
export { type Enumeration, type EnumerationMembers, enumeration, flags } from "./enumeration.ts";
export type { FieldBuilder } from "./field.ts";
export type { InferRecord, ValueOfFields } from "./infer.ts";
export * from "./record.ts";
export * from "./scalars.ts";
export * from "./types.ts";
