import { array, bytes, nested, record, s32, u8, u32 } from "../dsl/index.ts";
import { alignedRecord, alignedStruct, CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_capabilities` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptCapabilities = alignedStruct("ckpt_capabilities", {
  doc: "Sets of capabilities, one bit for each, in two halves: 0 to 31 and 32 to 63.",
  fields: {
    cap_i_0: u32.hex().doc("Inheritable, lower half."),
    cap_i_1: u32.hex().doc("Inheritable, upper half."),
    cap_p_0: u32.hex().doc("Permitted, lower half."),
    cap_p_1: u32.hex().doc("Permitted, upper half."),
    cap_e_0: u32.hex().doc("Effective, lower half."),
    cap_e_1: u32.hex().doc("Effective, upper half."),
    cap_b_0: u32.hex().doc("Bounding, lower half."),
    cap_b_1: u32.hex().doc("Bounding, upper half."),
    securebits: u32.hex().doc("How user ids and capabilities affect each other, as prctl(2) has it."),
    padding: u32.reserved().doc("Unused."),
  },
});

/** Source: CKPT_HDR_CAPABILITIES, same file. No struct of its own in C. */
export const ckptHdrCapabilities = record("ckpt_hdr_capabilities", {
  doc: "Capabilities. The type has its number, yet no struct: credentials hold their capabilities themselves.",
  type: CkptHdrType.CKPT_HDR_CAPABILITIES,
  fields: { payload: bytes().doc("The bytes, without padding.") },
});

/** Source: `struct ckpt_hdr_task_creds`, same file. */
export const ckptHdrTaskCreds = alignedRecord("ckpt_hdr_task_creds", {
  doc: "Which credentials a task has.",
  type: CkptHdrType.CKPT_HDR_TASK_CREDS,
  fields: {
    cred_ref: s32.doc("Object number of the credentials that others see."),
    ecred_ref: s32.doc("Object number of the credentials that the task acts with."),
  },
});

/** Source: `struct ckpt_hdr_cred`, same file. */
export const ckptHdrCred = alignedRecord("ckpt_hdr_cred", {
  doc: "Credentials: whose rights a task or an open file has.",
  type: CkptHdrType.CKPT_HDR_CRED,
  fields: {
    uid: u32.doc("Real user id."),
    suid: u32.doc("Saved user id."),
    euid: u32.doc("Effective user id."),
    fsuid: u32.doc("User id for access to files."),
    gid: u32.doc("Real group id."),
    sgid: u32.doc("Saved group id."),
    egid: u32.doc("Effective group id."),
    fsgid: u32.doc("Group id for access to files."),
    user_ref: s32.doc("Object number of the user."),
    groupinfo_ref: s32.doc("Object number of the supplementary groups."),
    sec_ref: s32.doc("Object number of the security context, or 0."),
    cap_s: nested(ckptCapabilities).doc("Capabilities."),
  },
});

/** Source: `struct ckpt_hdr_groupinfo`, same file. */
export const ckptHdrGroupinfo = alignedRecord("ckpt_hdr_groupinfo", {
  doc: "Supplementary groups. 4 unused bytes end the record, as the list begins before the end of the struct.",
  type: CkptHdrType.CKPT_HDR_GROUPINFO,
  fields: {
    ngroups: u32.doc("Number of groups."),
    groups: array(u32, "ngroups").doc("Group ids, in ascending order."),
  },
});

/** Source: `struct ckpt_hdr_user_struct`, same file. */
export const ckptHdrUserStruct = alignedRecord("ckpt_hdr_user_struct", {
  doc: "A user.",
  type: CkptHdrType.CKPT_HDR_USER,
  fields: {
    uid: u32.doc("User id."),
    userns_ref: s32.doc("Object number of the user's namespace, or 0."),
  },
});

/** Source: `struct ckpt_hdr_lsm`, same file; what follows it, `checkpoint_lsm_string` of linux-cr. */
export const ckptHdrLsm = alignedRecord("ckpt_hdr_lsm", {
  doc: "A security context. A STRING with its text, which ends with a NUL, follows.",
  type: CkptHdrType.CKPT_HDR_SECURITY,
  followers: [{ name: "context", record: "ckpt_hdr_string", as: "text" }],
  fields: {
    ptrref: s32.doc("Object number by which other records refer to the context."),
    sectype: u8.doc("What kind of object has the context: a file, credentials, an IPC object."),
  },
});
