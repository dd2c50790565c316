import { record, s32, struct, u32, u64 } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_eventpoll_item` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptEventpollItem = struct("ckpt_eventpoll_item", {
  doc: "A file that is watched, as given to epoll_ctl(2).",
  align: 8,
  fields: {
    data: u64.hex().doc("What epoll_wait(2) gives back for it."),
    fd: u32.doc("The descriptor by which it is known."),
    file_objref: s32.doc("Object number of the open file."),
    events: u32.hex().doc("Events that are waited for."),
  },
});

/** Source: `struct ckpt_hdr_eventpoll_items`, same file; what follows it, `ep_items_checkpoint` of linux-cr. */
export const ckptHdrEventpollItems = record("ckpt_hdr_eventpoll_items", {
  doc: "What an epoll file watches; comes after the FILE_TABLE. A BUFFER with the items follows, if there are any.",
  type: CkptHdrType.CKPT_HDR_EPOLL_ITEMS,
  align: 8,
  followers: [{ name: "items", record: "ckpt_hdr_buffer", as: ckptEventpollItem }],
  fields: {
    epfile_objref: s32.doc("Object number of the epoll file."),
    num_items: u32.doc("Number of items."),
  },
});
