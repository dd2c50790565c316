import { type FamilyOptions, family, struct, u16 } from "../../schema/dsl/index.ts";
import type { Fields, RecordDefinition } from "../../schema/dsl/types.ts";
import { checkSchema, describeSchemaFault } from "../../src/layout/index.ts";

/** A header of a type and a length. */
export const hdr = struct("hdr", { fields: { type: u16, len: u16 } });

/** What is wrong with definitions, of whatever types, without the file that says so. */
export function messagesOf(definitions: unknown): string[] {
  return checkSchema(definitions as never).map((fault) => describeSchemaFault({ ...fault, file: undefined }));
}

/** What is wrong with structs. */
export function messagesOfStructs(...structs: unknown[]): string[] {
  return messagesOf({ families: [], structs });
}

/** What is wrong with a struct s of such fields. */
export function messagesOfFields(fields: Fields): string[] {
  return messagesOfStructs(struct("s", { fields }));
}

/** What is wrong with a family fam of such records, which only has the faults of what is given. */
export function messagesOfFamily(given: Partial<FamilyOptions>, ...records: RecordDefinition[]): string[] {
  const common = { header: hdr, member: "h", type: "type", byteOrder: "little" } as const;
  return messagesOf({ families: [family("fam", { ...common, records, ...given })], structs: [] });
}
