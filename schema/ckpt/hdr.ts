import { enumeration, struct, u32 } from "../dsl/index.ts";

/** Source: `enum` in include/linux/checkpoint_hdr.h of linux-cr, patch 07 of 19, 2010-12-14. */
export const CkptHdrType = enumeration(
  "ckpt_hdr_type",
  {
    CKPT_HDR_HEADER: { value: 1, doc: "Opens an image." },
    CKPT_HDR_CONTAINER: { value: 2, doc: "Configuration that the whole container shares." },
    CKPT_HDR_BUFFER: { value: 3, doc: "Bytes whose meaning follows from where they stand." },
    CKPT_HDR_STRING: { value: 4, doc: "Text whose meaning follows from where it stands." },
    CKPT_HDR_TASK: { value: 101, doc: "One task." },
    CKPT_HDR_TAIL: { value: 9001, doc: "Closes an image." },
    CKPT_HDR_ERROR: { value: 9999, doc: "The checkpoint failed; the reason follows." },
  },
  { doc: "Types of the records in an image." },
);

/** Source: `struct ckpt_hdr`, same file. */
export const ckptHdr = struct("ckpt_hdr", {
  doc: "Stands in front of every record.",
  align: 8,
  fields: {
    type: u32.enum(CkptHdrType).doc("What kind of record this is."),
    len: u32.doc("Bytes of the whole record, this header included."),
  },
});
