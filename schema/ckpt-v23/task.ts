import { ExitState, TaskState } from "../ckpt/task.ts";
import { enumeration, s32, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_hdr_task` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrTask = alignedRecord("ckpt_hdr_task", {
  doc: "State of one task that it shares with no other task. A STRING with its comm follows.",
  type: CkptHdrType.CKPT_HDR_TASK,
  followers: [{ name: "comm", record: "ckpt_hdr_string", as: "text" }],
  fields: {
    flags: u32.hex().doc("Flags of the task."),
    state: u32
      .enum(TaskState)
      .doc("Scheduler state when the checkpoint was taken; a signed number stored as unsigned."),
    exit_state: u32.flags(ExitState).doc("0, or how far the task's end has come."),
    exit_code: u32.doc("What wait(2) reports: the exit status in bits 8..15, or a signal in bits 0..6."),
    exit_signal: u32.doc("Signal the parent gets when the task ends; a signed number stored as unsigned."),
    pdeath_signal: u32.doc("Signal the task gets when its parent ends, or 0."),
    set_child_tid: u64.address().doc("Address given with CLONE_CHILD_SETTID."),
    clear_child_tid: u64.address().doc("Address given with CLONE_CHILD_CLEARTID or set_tid_address(2)."),
    sas_ss_sp: u64.address().doc("Start of the alternate signal stack."),
    sas_ss_size: u32.doc("Bytes of the alternate signal stack."),
    compat_robust_futex_head_len: u32.doc("Bytes of a 32-bit task's robust futex list head."),
    compat_robust_futex_list: u32.address().doc("Address of a 32-bit task's robust futex list head, or 0."),
    robust_futex_head_len: u32.doc("Bytes of the robust futex list head."),
    robust_futex_list: u64.address().doc("Address of the robust futex list head, or 0."),
  },
});

/** Source: `struct ckpt_hdr_task_objs`, same file. */
export const ckptHdrTaskObjs = alignedRecord("ckpt_hdr_task_objs", {
  doc: "The objects that a task uses and may share with other tasks.",
  type: CkptHdrType.CKPT_HDR_TASK_OBJS,
  fields: {
    files_objref: s32.doc("Object number of the table of file descriptors."),
    mm_objref: s32.doc("Object number of the address space."),
    fs_objref: s32.doc("Object number of the root and working directory."),
    sem_undo_objref: s32.doc("Object number of the list of semaphore adjustments."),
    sighand_objref: s32.doc("Object number of the table of signal handlers."),
    signal_objref: s32.doc("Object number of the process's signal state."),
  },
});

/** Source: `enum restart_block_type`, same file. */
export const RestartBlockType = enumeration(
  "restart_block_type",
  {
    CKPT_RESTART_BLOCK_NONE: { value: 1, doc: "None: there is nothing to continue." },
    CKPT_RESTART_BLOCK_HRTIMER_NANOSLEEP: { value: 2, doc: "nanosleep(2) or clock_nanosleep(2)." },
    CKPT_RESTART_BLOCK_POSIX_CPU_NANOSLEEP: { value: 3, doc: "clock_nanosleep(2) on a clock of processor time." },
    CKPT_RESTART_BLOCK_COMPAT_NANOSLEEP: { value: 4, doc: "nanosleep(2) of a 32-bit task." },
    CKPT_RESTART_BLOCK_COMPAT_CLOCK_NANOSLEEP: { value: 5, doc: "clock_nanosleep(2) of a 32-bit task." },
    CKPT_RESTART_BLOCK_POLL: { value: 6, doc: "poll(2)." },
    CKPT_RESTART_BLOCK_FUTEX: { value: 7, doc: "futex(2), waiting." },
  },
  { doc: "System calls that need more than their arguments to go on after an interruption." },
);

/** Source: `struct ckpt_hdr_restart_block`, same file; its arguments, `checkpoint_restart_block` of linux-cr. */
export const ckptHdrRestartBlock = alignedRecord("ckpt_hdr_restart_block", {
  doc: "How to continue the system call in which a task was interrupted.",
  type: CkptHdrType.CKPT_HDR_RESTART_BLOCK,
  fields: {
    function_type: u64.enum(RestartBlockType).doc("Which call it is."),
    arg_0: u64.hex().doc("The clock of a sleep; the address of a futex, or of the descriptors of a poll."),
    arg_1: u64.hex().doc("Where a sleep stores the time left; the value of a futex; the number of polled descriptors."),
    arg_2: u64.hex().doc("The same for a 32-bit sleep; the flags of a futex; whether a poll has a timeout."),
    arg_3: u64.hex().doc("The bit set of a futex."),
    arg_4: u64.doc("Nanoseconds that are left of the call's time; 0 if it is over."),
  },
});
