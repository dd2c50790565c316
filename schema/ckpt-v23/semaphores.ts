import { nested, record, u32, u64 } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";
import { ckptHdrIpcPerms } from "./ipc.ts";

/** Source: `struct ckpt_hdr_ipc_sem` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrIpcSem = record("ckpt_hdr_ipc_sem", {
  doc: "A set of semaphores. A BUFFER with their values follows.",
  type: CkptHdrType.CKPT_HDR_IPC_SEM,
  align: 8,
  fields: {
    perms: nested(ckptHdrIpcPerms).doc("Who may use it."),
    sem_otime: u64.time().doc("When it was last operated on: seconds since 1970, or 0."),
    sem_ctime: u64.time().doc("When it was last changed: seconds since 1970."),
    sem_nsems: u32.doc("Number of semaphores."),
  },
});

/** Source: `struct ckpt_hdr_task_sem_undo_list`, same file. */
export const ckptHdrTaskSemUndoList = record("ckpt_hdr_task_sem_undo_list", {
  doc: "Announces a list of adjustments that are made to semaphores when a task ends.",
  type: CkptHdrType.CKPT_HDR_TASK_SEM_UNDO_LIST,
  align: 8,
  fields: { count: u32.doc("Number of sets of semaphores with adjustments.") },
});

/** Source: `struct ckpt_hdr_task_sem_undo`, same file. */
export const ckptHdrTaskSemUndo = record("ckpt_hdr_task_sem_undo", {
  doc: "The adjustments to one set of semaphores.",
  type: CkptHdrType.CKPT_HDR_TASK_SEM_UNDO,
  align: 8,
  fields: {
    semid: u32.doc("Id of the set."),
    semadj_count: u32.doc("Number of adjustments, one for each semaphore of the set."),
  },
});
