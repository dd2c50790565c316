import { nested, s32, s64, u16, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, alignedStruct, CkptHdrType, ckptHdr } from "./hdr.ts";

/** Source: `struct ckpt_hdr_ipcns` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrIpcns = alignedRecord("ckpt_hdr_ipcns", {
  doc: "A namespace of System V IPC, with the limits set in it. Its objects follow, one IPC for each kind.",
  type: CkptHdrType.CKPT_HDR_IPC_NS,
  fields: {
    shm_ctlmax: u64.doc("SHMMAX: largest segment of shared memory, in bytes."),
    shm_ctlall: u64.doc("SHMALL: most shared memory in all, in pages."),
    shm_ctlmni: s32.doc("SHMMNI: most segments."),
    msg_ctlmax: s32.doc("MSGMAX: largest message, in bytes."),
    msg_ctlmnb: s32.doc("MSGMNB: largest queue, in bytes."),
    msg_ctlmni: s32.doc("MSGMNI: most queues."),
    sem_ctl_msl: s32.doc("SEMMSL: most semaphores in a set."),
    sem_ctl_mns: s32.doc("SEMMNS: most semaphores in all."),
    sem_ctl_opm: s32.doc("SEMOPM: most operations in a call."),
    sem_ctl_mni: s32.doc("SEMMNI: most sets of semaphores."),
  },
});

/** Source: `struct ckpt_hdr_ipc`, same file. */
export const ckptHdrIpc = alignedRecord("ckpt_hdr_ipc", {
  doc: "Announces all objects of one kind in a namespace.",
  type: CkptHdrType.CKPT_HDR_IPC,
  fields: {
    ipc_type: u32.enum(CkptHdrType).doc("Type of their records: IPC_SHM, IPC_MSG or IPC_SEM."),
    ipc_count: u32.doc("Number of objects."),
  },
});

/** Source: `struct ckpt_hdr_ipc_perms`, same file. */
export const ckptHdrIpcPerms = alignedStruct("ckpt_hdr_ipc_perms", {
  doc: "Who may use an object. It is part of other records, and has a header all the same.",
  fields: {
    h: nested(ckptHdr).doc("A header that announces nothing."),
    id: s32.doc("The object's id, as shmget(2), msgget(2) or semget(2) return it."),
    key: u32.hex().doc("Its key; 0 is IPC_PRIVATE."),
    uid: u32.doc("Owner's user id."),
    gid: u32.doc("Owner's group id."),
    cuid: u32.doc("Creator's user id."),
    cgid: u32.doc("Creator's group id."),
    mode: u32.hex().doc("Permissions."),
    _padding: u32.reserved().doc("Unused."),
    seq: u64.doc("How often the object's place was used before: a part of its id."),
    sec_ref: s32.doc("Object number of the security context, or 0."),
  },
});

/** Source: `struct ckpt_hdr_ipc_shm`, same file. */
export const ckptHdrIpcShm = alignedRecord("ckpt_hdr_ipc_shm", {
  doc: "A segment of shared memory.",
  type: CkptHdrType.CKPT_HDR_IPC_SHM,
  fields: {
    perms: nested(ckptHdrIpcPerms).doc("Who may use it."),
    shm_segsz: u64.doc("Bytes of the segment."),
    shm_atim: u64.time().doc("When it was last attached: seconds since 1970, or 0."),
    shm_dtim: u64.time().doc("When it was last detached: seconds since 1970, or 0."),
    shm_ctim: u64.time().doc("When it was last changed: seconds since 1970."),
    shm_cprid: s32.doc("Process that created it."),
    shm_lprid: s32.doc("Process that last attached or detached it."),
    mlock_uid: u32.doc("User who locked it into memory; 0xffffffff if nobody did."),
    flags: u32.hex().doc("Flags of shmget(2) that it was made with: SHM_NORESERVE, SHM_HUGETLB."),
    objref: u32.doc("Object number of the shared memory."),
    shift: u16.doc("Size of its huge pages, as a power of 2 in bytes; 0 if it has none."),
  },
});

/** Source: `struct ckpt_hdr_ipc_msg`, same file. */
export const ckptHdrIpcMsg = alignedRecord("ckpt_hdr_ipc_msg", {
  doc: "A message queue. Its messages follow, q_qnum IPC_MSG_MSGs.",
  type: CkptHdrType.CKPT_HDR_IPC_MSG,
  fields: {
    perms: nested(ckptHdrIpcPerms).doc("Who may use it."),
    q_stime: u64.time().doc("When a message was last sent: seconds since 1970, or 0."),
    q_rtime: u64.time().doc("When a message was last received: seconds since 1970, or 0."),
    q_ctime: u64.time().doc("When the queue was last changed: seconds since 1970."),
    q_cbytes: u64.doc("Bytes in the queue."),
    q_qnum: u64.doc("Messages in the queue."),
    q_qbytes: u64.doc("Most bytes the queue takes."),
    q_lspid: s32.doc("Process that last sent a message."),
    q_lrpid: s32.doc("Process that last received one."),
  },
});

/** Source: `struct ckpt_hdr_ipc_msg_msg`, same file; what follows it, `checkpoint_msg_contents` of linux-cr. */
export const ckptHdrIpcMsgMsg = alignedRecord("ckpt_hdr_ipc_msg_msg", {
  doc: "A message. Its text follows in one or more BUFFERs, as the kernel keeps it in pieces.",
  type: CkptHdrType.CKPT_HDR_IPC_MSG_MSG,
  fields: {
    m_type: s64.doc("The sender's type of the message."),
    m_ts: u32.doc("Bytes of the text."),
    sec_ref: s32.doc("Object number of the security context, or 0."),
  },
});

/** Source: `struct ckpt_hdr_ipc_sem` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrIpcSem = alignedRecord("ckpt_hdr_ipc_sem", {
  doc: "A set of semaphores. A BUFFER with their values follows.",
  type: CkptHdrType.CKPT_HDR_IPC_SEM,
  fields: {
    perms: nested(ckptHdrIpcPerms).doc("Who may use it."),
    sem_otime: u64.time().doc("When it was last operated on: seconds since 1970, or 0."),
    sem_ctime: u64.time().doc("When it was last changed: seconds since 1970."),
    sem_nsems: u32.doc("Number of semaphores."),
  },
});

/** Source: `struct ckpt_hdr_task_sem_undo_list`, same file. */
export const ckptHdrTaskSemUndoList = alignedRecord("ckpt_hdr_task_sem_undo_list", {
  doc: "Announces a list of adjustments that are made to semaphores when a task ends.",
  type: CkptHdrType.CKPT_HDR_TASK_SEM_UNDO_LIST,
  fields: { count: u32.doc("Number of sets of semaphores with adjustments.") },
});

/** Source: `struct ckpt_hdr_task_sem_undo`, same file. */
export const ckptHdrTaskSemUndo = alignedRecord("ckpt_hdr_task_sem_undo", {
  doc: "The adjustments to one set of semaphores.",
  type: CkptHdrType.CKPT_HDR_TASK_SEM_UNDO,
  fields: {
    semid: u32.doc("Id of the set."),
    semadj_count: u32.doc("Number of adjustments, one for each semaphore of the set."),
  },
});
