import { bytes, record } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_hdr_container` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrContainer = record("ckpt_hdr_container", {
  doc: "Begins what belongs to the container as a whole. A BUFFER with the security module's name and LSM_INFO follow.",
  type: CkptHdrType.CKPT_HDR_CONTAINER,
  align: 8,
  followers: [
    { name: "lsm_name", record: "ckpt_hdr_buffer", as: "text" },
    { name: "lsm_info", record: "ckpt_hdr_lsm_info", as: "text" },
  ],
  fields: {},
});

/** Source: the readers in restart.c of user-cr, ckpt-v23-rc2. No struct of its own in C. */
export const ckptHdrLsmInfo = record("ckpt_hdr_lsm_info", {
  doc: "What the container's security module says of its policy, in a form of its own.",
  type: CkptHdrType.CKPT_HDR_LSM_INFO,
  fields: { payload: bytes().text().doc("Often text, a policy's version for instance; a final NUL is not promised.") },
});
