import { record, u64 } from "../dsl/index.ts";
import { CkptConstant } from "./constants.ts";
import { CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_hdr_tail` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrTail = record("ckpt_hdr_tail", {
  doc: "Closes an image: nothing before it counts until it has been read.",
  type: CkptHdrType.CKPT_HDR_TAIL,
  align: 8,
  fields: {
    magic: u64.hex().constant(CkptConstant.CHECKPOINT_MAGIC_TAIL).doc("CHECKPOINT_MAGIC_TAIL."),
  },
});
