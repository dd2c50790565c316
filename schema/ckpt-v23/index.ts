import { type FamilyDefinition, family, recordsIn } from "../dsl/index.ts";
import { CkptHdrType, ckptHdr } from "./hdr.ts";
import { openFiles } from "./open-files.ts";
import * as records from "./records.ts";

/** Source: the records of user-cr, ckpt-v23-rc2, as the kernels of that version write them on x86. */
export const ckptV23: FamilyDefinition = family("ckpt_v23", {
  doc: "The Linux checkpoint/restart image of linux-cr, version 23, on x86: format revision 6.",
  header: ckptHdr,
  member: "h",
  type: "type",
  types: CkptHdrType,
  length: { field: "len" },
  byteOrder: { record: "ckpt_hdr_header", field: "magic" },
  records: recordsIn(records, openFiles),
});

export { CkptConstant } from "./constants.ts";
// structs that no record of the image holds or announces by itself
export { ckptNetdevAddr } from "./network.ts";
export { ckptPids } from "./pids.ts";
