import { type FamilyDefinition, family, record, struct, u32, u64 } from "bytewright/schema";

/** As many records as all of a kernel's interfaces make up. */
export const many: FamilyDefinition = family("many", {
  header: struct("many_hdr", { fields: { type: u32, len: u32 } }),
  member: "h",
  type: "type",
  length: { field: "len" },
  byteOrder: "little",
  records: Array.from({ length: 5000 }, (_, i) =>
    record(`many_${i}`, { type: i, fields: { id: u32, flags: u32, at: u64 } }),
  ),
});
