import { array, bytes, char, record, s32 } from "../dsl/index.ts";
import { CkptConstant } from "./constants.ts";
import { alignedRecord, CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_hdr_task_ns` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrTaskNs = alignedRecord("ckpt_hdr_task_ns", {
  doc: "Which namespaces a task is in.",
  type: CkptHdrType.CKPT_HDR_TASK_NS,
  fields: { ns_objref: s32.doc("Object number of the set of namespaces.") },
});

/** Source: `struct ckpt_hdr_ns`, same file. */
export const ckptHdrNs = alignedRecord("ckpt_hdr_ns", {
  doc: "A set of namespaces.",
  type: CkptHdrType.CKPT_HDR_NS,
  fields: {
    uts_objref: s32.doc("Object number of the namespace of host names."),
    ipc_objref: s32.doc("Object number of the namespace of System V IPC, or 0."),
    net_objref: s32.doc("Object number of the namespace of networks, or 0."),
  },
});

/** Source: `struct ckpt_hdr_utsns`, same file. */
export const ckptHdrUtsns = alignedRecord("ckpt_hdr_utsns", {
  doc: "A namespace of host names: what uname(2) reports in it.",
  type: CkptHdrType.CKPT_HDR_UTS_NS,
  fields: {
    sysname: array(char, CkptConstant.UTS_LEN).doc("Name of the operating system."),
    nodename: array(char, CkptConstant.UTS_LEN).doc("Host name."),
    release: array(char, CkptConstant.UTS_LEN).doc("Release of the kernel."),
    version: array(char, CkptConstant.UTS_LEN).doc("Version of the kernel: how and when it was built."),
    machine: array(char, CkptConstant.UTS_LEN).doc("Name of the architecture."),
    domainname: array(char, CkptConstant.UTS_LEN).doc("NIS domain."),
  },
});

/** Source: CKPT_HDR_MNT_NS, same file. No struct of its own in C. */
export const ckptHdrMntNs = record("ckpt_hdr_mnt_ns", {
  doc: "A namespace of mounts. Nothing is known of it beside that there is one.",
  type: CkptHdrType.CKPT_HDR_MNT_NS,
  fields: { payload: bytes().doc("Empty.") },
});

/** Source: `struct ckpt_hdr_user_ns`, same file. */
export const ckptHdrUserNs = alignedRecord("ckpt_hdr_user_ns", {
  doc: "A namespace of users.",
  type: CkptHdrType.CKPT_HDR_USER_NS,
  fields: { creator_ref: s32.doc("Object number of the user who made it; 0 for the outermost namespace.") },
});

/** Source: `struct ckpt_hdr_netns`, same file. */
export const ckptHdrNetns = alignedRecord("ckpt_hdr_netns", {
  doc: "A namespace of networks.",
  type: CkptHdrType.CKPT_HDR_NET_NS,
  fields: { this_ref: s32.doc("Object number of the namespace itself, which its devices refer to.") },
});
