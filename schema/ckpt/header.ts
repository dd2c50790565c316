import { enumeration, nested, record, struct, u16, u64 } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

/** Source: CHECKPOINT_VERSION in include/linux/checkpoint.h, magics in include/linux/magic.h; linux-cr, patch 07 of 19. */
export const CkptConstant = enumeration(
  "ckpt_constant",
  {
    CHECKPOINT_VERSION: { value: 3, doc: "Revision of the image format, in the header's rev." },
    CHECKPOINT_MAGIC_HEAD: { value: 0x00feed0cc0a2d200n, doc: "Opens a header record." },
    CHECKPOINT_MAGIC_TAIL: { value: 0x002d2a0cc0deef00n, doc: "Stands in the tail record." },
    TASK_COMM_LEN: { value: 16, doc: "Bytes of a task's comm on Linux." },
    UTS_LEN: { value: 65, doc: "Bytes of each utsname string on Linux (__NEW_UTS_LEN + 1)." },
  },
  { doc: "Numbers of the format and of the kernel that a reader compares with its own." },
);

/** Source: `struct ckpt_const` in include/linux/checkpoint_hdr.h, same patch. */
export const ckptConst = struct("ckpt_const", {
  doc: "Sizes of kernel arrays, in bytes; a kernel whose sizes differ cannot take the image.",
  align: 8,
  fields: {
    task_comm_len: u16.doc("Bytes of a task's comm."),
    uts_release_len: u16.doc("Bytes of utsname.release."),
    uts_version_len: u16.doc("Bytes of utsname.version."),
    uts_machine_len: u16.doc("Bytes of utsname.machine."),
  },
});

/** Source: `struct ckpt_hdr_header`, same file. */
export const ckptHdrHeader = record("ckpt_hdr_header", {
  doc: "Opens an image. Three BUFFERs follow: release, version and machine of the kernel's utsname.",
  type: CkptHdrType.CKPT_HDR_HEADER,
  align: 8,
  followers: [
    { name: "release", record: "ckpt_hdr_buffer", as: "text" },
    { name: "version", record: "ckpt_hdr_buffer", as: "text" },
    { name: "machine", record: "ckpt_hdr_buffer", as: "text" },
  ],
  fields: {
    magic: u64.hex().constant(CkptConstant.CHECKPOINT_MAGIC_HEAD).doc("CHECKPOINT_MAGIC_HEAD; tells the byte order."),
    _padding: u16.reserved().doc("Unused."),
    major: u16.doc("Byte 2 of the kernel's LINUX_VERSION_CODE, (a << 16) + (b << 8) + c for a.b.c."),
    minor: u16.doc("Byte 1 of LINUX_VERSION_CODE; a patch level over 255 carries into it."),
    patch: u16.doc("Byte 0 of LINUX_VERSION_CODE."),
    rev: u16.doc("Revision of the image format: CHECKPOINT_VERSION."),
    constants: nested(ckptConst).doc("Sizes the reader's kernel must share."),
    time: u64.time().doc("When the checkpoint was taken: seconds since 1970, a signed number stored as unsigned."),
    uflags: u64.hex().doc("Flags of the checkpoint call; 0."),
  },
});
