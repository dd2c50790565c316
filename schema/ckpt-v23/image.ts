import { bytes, enumeration, nested, record, u16, u64 } from "../dsl/index.ts";
import { CkptConstant } from "./constants.ts";
import { alignedRecord, alignedStruct, CkptHdrType } from "./hdr.ts";

/** Source: `enum` "architecture" in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const CkptArch = enumeration(
  "ckpt_arch",
  {
    CKPT_ARCH_X86_32: { value: 1, doc: "x86, 32 bits." },
    CKPT_ARCH_X86_64: { value: 2, doc: "x86, 64 bits." },
    CKPT_ARCH_S390X: { value: 3, doc: "IBM Z, 64 bits." },
    CKPT_ARCH_ARM: { value: 4, doc: "ARM, 32 bits." },
  },
  { doc: "Architectures that images are taken on." },
);

/** Source: `struct ckpt_const`, same file. */
export const ckptConst = alignedStruct("ckpt_const", {
  doc: "Sizes of kernel arrays; a kernel whose sizes differ cannot take the image.",
  fields: {
    task_comm_len: u16.doc("Bytes of a task's comm."),
    at_vector_size: u16.doc("Numbers in the auxiliary vector of an address space."),
    signal_nsig: u16.doc("Number of signals."),
    uts_sysname_len: u16.doc("Bytes of utsname.sysname."),
    uts_nodename_len: u16.doc("Bytes of utsname.nodename."),
    uts_release_len: u16.doc("Bytes of utsname.release."),
    uts_version_len: u16.doc("Bytes of utsname.version."),
    uts_machine_len: u16.doc("Bytes of utsname.machine."),
    uts_domainname_len: u16.doc("Bytes of utsname.domainname."),
    rlimit_nlimits: u16.doc("Number of resource limits."),
    n_tty_buf_size: u16.doc("Bytes of a terminal's input buffer."),
    tty_termios_nccs: u16.doc("Number of a terminal's control characters."),
  },
});

/** Source: `struct ckpt_hdr_header`, same file. */
export const ckptHdrHeader = alignedRecord("ckpt_hdr_header", {
  doc: "Opens an image. Three BUFFERs with strings of the kernel's utsname follow, then HEADER_ARCH.",
  type: CkptHdrType.CKPT_HDR_HEADER,
  followers: [
    { name: "release", record: "ckpt_hdr_buffer", as: "text" },
    { name: "version", record: "ckpt_hdr_buffer", as: "text" },
    { name: "machine", record: "ckpt_hdr_buffer", as: "text" },
  ],
  fields: {
    magic: u64.hex().constant(CkptConstant.CHECKPOINT_MAGIC_HEAD).doc("CHECKPOINT_MAGIC_HEAD; tells the byte order."),
    // `checkpoint_write_header` converts this one field with cpu_to_le16
    arch_id: u16.littleEndian().enum(CkptArch).doc("Architecture of the kernel; little-endian on all of them."),
    major: u16.doc("Byte 2 of the kernel's LINUX_VERSION_CODE, (a << 16) + (b << 8) + c for a.b.c."),
    minor: u16.doc("Byte 1 of LINUX_VERSION_CODE; a patch level over 255 carries into it."),
    patch: u16.doc("Byte 0 of LINUX_VERSION_CODE."),
    rev: u16.constant(CkptConstant.CHECKPOINT_VERSION).doc("Revision of the image format: CHECKPOINT_VERSION."),
    constants: nested(ckptConst).doc("Sizes the reader's kernel must share."),
    time: u64.time().doc("When the checkpoint was taken: seconds since 1970, a signed number stored as unsigned."),
    uflags: u64.hex().doc("Flags of the checkpoint call."),
  },
});

/** Source: `struct ckpt_hdr_container` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrContainer = alignedRecord("ckpt_hdr_container", {
  doc: "Begins what belongs to the container as a whole. A BUFFER with the security module's name and LSM_INFO follow.",
  type: CkptHdrType.CKPT_HDR_CONTAINER,
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

/** Source: `struct ckpt_hdr_tail` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrTail = alignedRecord("ckpt_hdr_tail", {
  doc: "Closes an image: nothing before it counts until it has been read.",
  type: CkptHdrType.CKPT_HDR_TAIL,
  fields: {
    magic: u64.hex().constant(CkptConstant.CHECKPOINT_MAGIC_TAIL).doc("CHECKPOINT_MAGIC_TAIL."),
  },
});

// Source of these three: the writers and readers of the linux-cr patches, and of user-cr, ckpt-v23-rc2. C gives them
// no struct of their own: they are a ckpt_hdr with bytes behind it, and no padding after them.

export const ckptHdrBuffer = record("ckpt_hdr_buffer", {
  doc: "Bytes whose meaning follows from the record before: strings, lists of structs, the contents of pages.",
  type: CkptHdrType.CKPT_HDR_BUFFER,
  fields: { payload: bytes().doc("The bytes, without padding.") },
});

export const ckptHdrString = record("ckpt_hdr_string", {
  doc: "Text whose meaning follows from the record before: a task's comm, or the reason of an error.",
  type: CkptHdrType.CKPT_HDR_STRING,
  fields: { payload: bytes().text().doc("The text as it was in memory; a final NUL is not promised.") },
});

export const ckptHdrError = record("ckpt_hdr_error", {
  doc: "Says that the checkpoint failed. The reason is the STRING that follows.",
  type: CkptHdrType.CKPT_HDR_ERROR,
  followers: [{ name: "reason", record: "ckpt_hdr_string", as: "text" }],
  fields: { payload: bytes().text().doc("Empty.") },
});
