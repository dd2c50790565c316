import { record } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_hdr_container` in include/linux/checkpoint_hdr.h of linux-cr, patch 07 of 19. */
export const ckptHdrContainer = record("ckpt_hdr_container", {
  doc: "Begins the part of the image that belongs to the container as a whole. It has no fields yet.",
  type: CkptHdrType.CKPT_HDR_CONTAINER,
  align: 8,
  fields: {},
});
