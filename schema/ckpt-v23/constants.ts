import { enumeration } from "../dsl/index.ts";

/**
 * Source: include/linux/checkpoint.h, include/linux/checkpoint_hdr.h and include/asm-x86/checkpoint_hdr.h of user-cr,
 * ckpt-v23-rc2; the magics as in linux-cr, patch 07 of 19.
 */
export const CkptConstant = enumeration(
  "ckpt_constant",
  {
    CHECKPOINT_VERSION: { value: 6, doc: "Revision of the image format, in the header's rev." },
    CHECKPOINT_MAGIC_HEAD: { value: 0x00feed0cc0a2d200n, doc: "Opens a header record." },
    CHECKPOINT_MAGIC_TAIL: { value: 0x002d2a0cc0deef00n, doc: "Stands in the tail record." },
    UTS_LEN: { value: 65, doc: "Bytes of each utsname string on Linux (__NEW_UTS_LEN + 1)." },
    SIGSET_LEN: { value: 8, doc: "Bytes of a signal set: one bit for each of 64 signals." },
    RLIM_NLIMITS: { value: 16, doc: "Number of resource limits." },
    TTY_NCCS: { value: 19, doc: "Number of a terminal's control characters." },
    TTY_READ_FLAGS_LEN: { value: 512, doc: "Bytes of a terminal's read flags: one bit for each of 4096 characters." },
  },
  { doc: "Numbers of the format, and lengths of arrays in it." },
);
