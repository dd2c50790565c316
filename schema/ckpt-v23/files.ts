import { bytes, record, s32, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, alignedStruct, CkptHdrType } from "./hdr.ts";

/**
 * Source: `struct ckpt_hdr_fs` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2; what follows it,
 * `do_checkpoint_fs` and `do_restore_fs` of linux-cr.
 */
export const ckptHdrFs = alignedRecord("ckpt_hdr_fs", {
  doc: "Where a task is in the file system. Two FILE_NAMEs follow: its working directory and its root.",
  type: CkptHdrType.CKPT_HDR_FS,
  followers: [
    { name: "pwd", record: "ckpt_hdr_file_name", as: "text" },
    { name: "root", record: "ckpt_hdr_file_name", as: "text" },
  ],
  fields: { umask: u32.hex().doc("Permissions that new files do not get, as umask(2) has them.") },
});

/** Source: `struct ckpt_hdr_file_table`, same file. */
export const ckptHdrFileTable = alignedRecord("ckpt_hdr_file_table", {
  doc: "Announces the open descriptors of a table.",
  type: CkptHdrType.CKPT_HDR_FILE_TABLE,
  fields: { fdt_nfds: s32.doc("Number of FILE_DESCs that follow, each after the file it refers to.") },
});

/** Source: `struct ckpt_hdr_file_desc`, same file. */
export const ckptHdrFileDesc = alignedRecord("ckpt_hdr_file_desc", {
  doc: "One file descriptor.",
  type: CkptHdrType.CKPT_HDR_FILE_DESC,
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

/** Source: `struct ckpt_eventpoll_item` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptEventpollItem = alignedStruct("ckpt_eventpoll_item", {
  doc: "A file that is watched, as given to epoll_ctl(2).",
  fields: {
    data: u64.hex().doc("What epoll_wait(2) gives back for it."),
    fd: u32.doc("The descriptor by which it is known."),
    file_objref: s32.doc("Object number of the open file."),
    events: u32.hex().doc("Events that are waited for."),
  },
});

/** Source: `struct ckpt_hdr_eventpoll_items`, same file; what follows it, `ep_items_checkpoint` of linux-cr. */
export const ckptHdrEventpollItems = alignedRecord("ckpt_hdr_eventpoll_items", {
  doc: "What an epoll file watches; comes after the FILE_TABLE. A BUFFER with the items follows, if there are any.",
  type: CkptHdrType.CKPT_HDR_EPOLL_ITEMS,
  followers: [{ name: "items", record: "ckpt_hdr_buffer", as: ckptEventpollItem }],
  fields: {
    epfile_objref: s32.doc("Object number of the epoll file."),
    num_items: u32.doc("Number of items."),
  },
});
