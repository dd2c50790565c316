import { enumeration, s32, u32 } from "../dsl/index.ts";
import { alignedRecord, CkptHdrType } from "./hdr.ts";

/** Source: `enum obj_type` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ObjType = enumeration(
  "obj_type",
  {
    CKPT_OBJ_IGNORE: { value: 0, doc: "No object." },
    CKPT_OBJ_PID: { value: 1, doc: "A process identifier." },
    CKPT_OBJ_INODE: { value: 2, doc: "An inode: of a pipe, or of shared memory." },
    CKPT_OBJ_FILE_TABLE: { value: 3, doc: "A table of file descriptors." },
    CKPT_OBJ_FILE: { value: 4, doc: "An open file." },
    CKPT_OBJ_MM: { value: 5, doc: "An address space." },
    CKPT_OBJ_FS: { value: 6, doc: "A root and working directory." },
    CKPT_OBJ_SIGHAND: { value: 7, doc: "A table of signal handlers." },
    CKPT_OBJ_SIGNAL: { value: 8, doc: "What the threads of a process share of signals." },
    CKPT_OBJ_NS: { value: 9, doc: "A set of namespaces." },
    CKPT_OBJ_UTS_NS: { value: 10, doc: "A namespace of host names." },
    CKPT_OBJ_IPC_NS: { value: 11, doc: "A namespace of System V IPC." },
    CKPT_OBJ_MNT_NS: { value: 12, doc: "A namespace of mounts." },
    CKPT_OBJ_USER_NS: { value: 13, doc: "A namespace of users." },
    CKPT_OBJ_CRED: { value: 14, doc: "Credentials." },
    CKPT_OBJ_USER: { value: 15, doc: "A user." },
    CKPT_OBJ_GROUPINFO: { value: 16, doc: "Supplementary groups." },
    CKPT_OBJ_SOCK: { value: 17, doc: "A socket." },
    CKPT_OBJ_TTY: { value: 18, doc: "A terminal." },
    CKPT_OBJ_SECURITY_PTR: { value: 19, doc: "What an object points to for its security context." },
    CKPT_OBJ_SECURITY: { value: 20, doc: "A security context's text." },
    CKPT_OBJ_NET_NS: { value: 21, doc: "A namespace of networks." },
    CKPT_OBJ_NETDEV: { value: 22, doc: "A network device." },
    CKPT_OBJ_SEM_UNDO: { value: 23, doc: "A list of semaphore adjustments." },
    CKPT_OBJ_MAX: { value: 24, doc: "How many kinds there are." },
  },
  { doc: "Kinds of objects that several records can refer to." },
);

/** Source: `struct ckpt_hdr_objref`, same file. */
export const ckptHdrObjref = alignedRecord("ckpt_hdr_objref", {
  doc: "Announces a shared object, whose own record follows. Other records name it by its number.",
  type: CkptHdrType.CKPT_HDR_OBJREF,
  fields: {
    objtype: u32.enum(ObjType).doc("What kind of object it is."),
    objref: s32.doc("The object's number in this image, from 1 on."),
  },
});
