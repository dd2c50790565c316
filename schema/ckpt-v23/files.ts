import { bytes, record, s32, u32 } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

/**
 * Source: `struct ckpt_hdr_fs` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2; what follows it,
 * `do_checkpoint_fs` and `do_restore_fs` of linux-cr.
 */
export const ckptHdrFs = record("ckpt_hdr_fs", {
  doc: "Where a task is in the file system. Two FILE_NAMEs follow: its working directory and its root.",
  type: CkptHdrType.CKPT_HDR_FS,
  align: 8,
  followers: [
    { name: "pwd", record: "ckpt_hdr_file_name", as: "text" },
    { name: "root", record: "ckpt_hdr_file_name", as: "text" },
  ],
  fields: { umask: u32.hex().doc("Permissions that new files do not get, as umask(2) has them.") },
});

/** Source: `struct ckpt_hdr_file_table`, same file. */
export const ckptHdrFileTable = record("ckpt_hdr_file_table", {
  doc: "Announces the open descriptors of a table.",
  type: CkptHdrType.CKPT_HDR_FILE_TABLE,
  align: 8,
  fields: { fdt_nfds: s32.doc("Number of FILE_DESCs that follow, each after the file it refers to.") },
});

/** Source: `struct ckpt_hdr_file_desc`, same file. */
export const ckptHdrFileDesc = record("ckpt_hdr_file_desc", {
  doc: "One file descriptor.",
  type: CkptHdrType.CKPT_HDR_FILE_DESC,
  align: 8,
  fields: {
    fd_objref: s32.doc("Object number of the open file."),
    fd_descriptor: s32.doc("The descriptor, as the task knows it."),
    fd_close_on_exec: u32.doc("1 if execve(2) closes it, else 0."),
  },
});

/** Source: CKPT_HDR_FILE_NAME, same file; `checkpoint_fname` of linux-cr. No struct of its own in C. */
export const ckptHdrFileName = record("ckpt_hdr_file_name", {
  doc: "A path, seen from the container's root.",
  type: CkptHdrType.CKPT_HDR_FILE_NAME,
  fields: { payload: bytes().text().doc("The path, with a NUL at its end.") },
});
