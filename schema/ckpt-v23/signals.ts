import { array, bytes, nested, s32, u32, u64 } from "../dsl/index.ts";
import { CkptConstant } from "./constants.ts";
import { alignedRecord, alignedStruct, CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_sigset` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptSigset = alignedStruct("ckpt_sigset", {
  doc: "A set of signals.",
  fields: { sigset: bytes(CkptConstant.SIGSET_LEN).doc("One bit for each signal, as the kernel has it in memory.") },
});

/** Source: `struct ckpt_sigaction`, same file. */
export const ckptSigaction = alignedStruct("ckpt_sigaction", {
  doc: "What happens on a signal, as given to sigaction(2).",
  fields: {
    _sa_handler: u64.address().doc("Address of the handler; 0 is SIG_DFL, 1 is SIG_IGN."),
    sa_flags: u64.hex().doc("Flags."),
    sa_restorer: u64.address().doc("Where the handler returns to."),
    sa_mask: nested(ckptSigset).doc("Signals blocked while the handler runs."),
  },
});

/** Source: `struct ckpt_hdr_sighand`, same file. */
export const ckptHdrSighand = alignedRecord("ckpt_hdr_sighand", {
  doc: "A table of signal handlers.",
  type: CkptHdrType.CKPT_HDR_SIGHAND,
  fields: { action: array(nested(ckptSigaction)).doc("One for each signal, from signal 1 on.") },
});

/** Source: `struct ckpt_siginfo`, same file. Which fields mean something depends on the signal, as in sigaction(2). */
export const ckptSiginfo = alignedStruct("ckpt_siginfo", {
  doc: "What is known of a signal that waits.",
  fields: {
    csi_signo: u32.doc("The signal."),
    csi_errno: s32.doc("An error that goes with it, or 0."),
    csi_code: s32.doc("Where it comes from: one of the SI_ values or, for some signals, a reason."),
    csi_pid: u32.doc("Process that sent it, or that ended."),
    csi_uid: u32.doc("That process's user id."),
    csi_fd: s32.doc("Descriptor that is ready."),
    csi_tid: u32.doc("Id of the timer that ran out."),
    csi_band: u32.hex().doc("Events that are ready, as poll(2) has them."),
    csi_overrun: u32.doc("How often the timer ran out meanwhile."),
    csi_trapno: u32.doc("Number of the processor's trap."),
    csi_status: s32.doc("Exit status or signal of the process that ended."),
    csi_int: s32.doc("The number that was sent along."),
    csi_ptr: u64.address().doc("The pointer that was sent along."),
    csi_utime: u64.doc("Time the ended process ran in user mode, in clock ticks."),
    csi_stime: u64.doc("Time it ran in the kernel, in clock ticks."),
    csi_addr: u64.address().doc("Address of the fault."),
    csi_sys_private: s32.doc("The kernel's own note on a timer."),
  },
});

/** Source: `struct ckpt_hdr_sigpending`, same file. */
export const ckptHdrSigpending = alignedRecord("ckpt_hdr_sigpending", {
  doc: "Signals that wait for a process or a task.",
  type: CkptHdrType.CKPT_HDR_SIGPENDING,
  fields: {
    nr_pending: u32.doc("Number of queued signals."),
    signal: nested(ckptSigset).doc("The signals that wait."),
    siginfo: array(nested(ckptSiginfo), "nr_pending").doc("The queued ones, the oldest first."),
  },
});

/** Source: `struct ckpt_rlimit`, same file. */
export const ckptRlimit = alignedStruct("ckpt_rlimit", {
  doc: "A resource limit, in the unit that setrlimit(2) gives it; all bits set is no limit.",
  fields: {
    rlim_cur: u64.doc("The limit that holds."),
    rlim_max: u64.doc("How far it may be raised."),
  },
});

/** Source: `struct ckpt_hdr_signal`, same file. */
export const ckptHdrSignal = alignedRecord("ckpt_hdr_signal", {
  doc: "What the threads of a process share beside handlers: limits, timers, terminal. SIGPENDING follows.",
  type: CkptHdrType.CKPT_HDR_SIGNAL,
  fields: {
    rlim: array(nested(ckptRlimit), CkptConstant.RLIM_NLIMITS).doc("Limits, by the numbers of RLIMIT_."),
    it_real_value: u64.doc("ITIMER_REAL: nanoseconds left, or 0."),
    it_real_incr: u64.doc("ITIMER_REAL: nanoseconds from one expiry to the next, or 0."),
    it_virt_value: u64.doc("ITIMER_VIRTUAL: nanoseconds left, or 0."),
    it_virt_incr: u64.doc("ITIMER_VIRTUAL: nanoseconds from one expiry to the next, or 0."),
    it_prof_value: u64.doc("ITIMER_PROF: nanoseconds left, or 0."),
    it_prof_incr: u64.doc("ITIMER_PROF: nanoseconds from one expiry to the next, or 0."),
    tty_objref: s32.doc("Object number of the controlling terminal, or 0."),
    tty_pgrp: s32.doc("The terminal's foreground process group."),
    tty_old_pgrp: s32.doc("The group to hang up should the session leader end, after the terminal is given up."),
  },
});

/** Source: `struct ckpt_hdr_signal_task`, same file. */
export const ckptHdrSignalTask = alignedRecord("ckpt_hdr_signal_task", {
  doc: "The signals that a task blocks. SIGPENDING with those that wait for it comes before.",
  type: CkptHdrType.CKPT_HDR_SIGNAL_TASK,
  fields: { blocked: nested(ckptSigset).doc("The blocked signals.") },
});
