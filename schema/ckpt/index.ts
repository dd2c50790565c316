import { type FamilyDefinition, family } from "../dsl/index.ts";
import { ckptHdrContainer } from "./container.ts";
import { CkptHdrType, ckptHdr } from "./hdr.ts";
import { ckptHdrHeader } from "./header.ts";
import { ckptHdrBuffer, ckptHdrError, ckptHdrString } from "./payload.ts";
import { ckptHdrTail } from "./tail.ts";
import { ckptHdrTask } from "./task.ts";

export const ckpt: FamilyDefinition = family("ckpt", {
  doc: "The Linux checkpoint/restart image of the linux-cr patches, 2010: format revision 3.",
  header: ckptHdr,
  member: "h",
  type: "type",
  types: CkptHdrType,
  length: { field: "len" },
  byteOrder: { record: "ckpt_hdr_header", field: "magic" },
  records: [
    // in the order of their types
    ckptHdrHeader,
    ckptHdrContainer,
    ckptHdrBuffer,
    ckptHdrString,
    ckptHdrTask,
    ckptHdrTail,
    ckptHdrError,
  ],
});

export { CkptConstant } from "./header.ts";
