import type { FamilyDefinition, StructDefinition } from "../../schema/dsl/types.ts";

/** The structs that are known to come as the payload of a record behind another one, each once. */
export function followerStructs({ records }: Pick<FamilyDefinition, "records">): StructDefinition[] {
  return [...new Set(records.flatMap(({ followers }) => followers.flatMap(({ as }) => (as === "text" ? [] : [as]))))];
}
