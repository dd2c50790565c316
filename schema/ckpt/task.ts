import { enumeration, flags, record, u32, u64 } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

/** Source: TASK_* in include/linux/sched.h of Linux 2.6.37. */
export const TaskState = enumeration(
  "task_state",
  {
    TASK_RUNNING: { value: 0, doc: "Running, or waiting for a processor." },
    TASK_INTERRUPTIBLE: { value: 1, doc: "Asleep; a signal wakes it." },
    TASK_UNINTERRUPTIBLE: { value: 2, doc: "Asleep; a signal does not wake it." },
    __TASK_STOPPED: { value: 4, doc: "Stopped by a signal." },
    __TASK_TRACED: { value: 8, doc: "Stopped by a debugger." },
    TASK_DEAD: { value: 64, doc: "Has ended." },
  },
  { doc: "Scheduler states, as numbered in 2010." },
);

/** Source: EXIT_* in include/linux/sched.h of Linux 2.6.37. Kernels since 2011 number the two the other way round. */
export const ExitState = flags(
  "exit_state",
  {
    EXIT_ZOMBIE: { value: 16, doc: "Ended; the parent has not asked for the exit code yet." },
    EXIT_DEAD: { value: 32, doc: "Ended, and being removed." },
  },
  { doc: "How far a task's end has come, as numbered in 2010." },
);

/** Source: `struct ckpt_hdr_task` in include/linux/checkpoint_hdr.h of linux-cr, patch 07 of 19. */
export const ckptHdrTask = record("ckpt_hdr_task", {
  doc: "State of one task that it shares with no other task. A STRING with its comm follows.",
  type: CkptHdrType.CKPT_HDR_TASK,
  align: 8,
  followers: [{ name: "comm", record: "ckpt_hdr_string", as: "text" }],
  fields: {
    state: u32
      .enum(TaskState)
      .doc("Scheduler state when the checkpoint was taken; a signed number stored as unsigned."),
    exit_state: u32.flags(ExitState).doc("0, or how far the task's end has come."),
    exit_code: u32.doc("What wait(2) reports: the exit status in bits 8..15, or a signal in bits 0..6."),
    exit_signal: u32.doc("Signal the parent gets when the task ends; a signed number stored as unsigned."),
    set_child_tid: u64.address().doc("Address given with CLONE_CHILD_SETTID."),
    clear_child_tid: u64.address().doc("Address given with CLONE_CHILD_CLEARTID or set_tid_address(2)."),
  },
});
