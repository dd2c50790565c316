import { array, s32, u32 } from "../dsl/index.ts";
import { alignedRecord, alignedStruct, CkptHdrType } from "./hdr.ts";

/**
 * Source: `struct ckpt_hdr_pids` in include/linux/checkpoint_hdr.h, and its reader in restart.c of user-cr,
 * ckpt-v23-rc2. The BUFFER is not among the followers: its entries are longer where namespaces are nested.
 */
export const ckptHdrPids = alignedRecord("ckpt_hdr_pids", {
  doc: "Announces process identifiers: a BUFFER of 8 * nr_pids + 4 * nr_vpids bytes follows, entries like ckpt_pids.",
  type: CkptHdrType.CKPT_HDR_PIDS,
  fields: {
    nr_pids: u32.doc("Number of entries."),
    nr_vpids: u32.doc("How many numbers the entries have beyond one each: the sum of their depths."),
    offset: u32.doc("Object number of the first entry; the following entries have the following ones."),
  },
});

/** Source: `struct ckpt_pids`, same file. */
export const ckptPids = alignedStruct("ckpt_pids", {
  doc: "A process identifier as nested namespaces number it. In an image, depth more numbers follow, without padding.",
  fields: {
    depth: u32.doc("How many namespaces below the root task's this identifier belongs to."),
    numbers: array(s32, 1).doc("The number in the root task's namespace, then one for each namespace below."),
  },
});

/** Source: `struct ckpt_task_pids`, same file. */
export const ckptTaskPids = alignedStruct("ckpt_task_pids", {
  doc: "How a task is related to others. Identifiers are meant by their object numbers; 0 is one from outside.",
  fields: {
    vpid: s32.doc("The task's identifier."),
    vppid: s32.doc("Its parent's."),
    vtgid: s32.doc("Its process's, of which it may be one of many threads."),
    vpgid: s32.doc("Its process group's."),
    vsid: s32.doc("Its session's."),
    depth: u32.doc("How many namespaces of process identifiers the task is below the root task."),
  },
});

/** Source: `struct ckpt_hdr_tree`, same file. */
export const ckptHdrTree = alignedRecord("ckpt_hdr_tree", {
  doc: "Announces the tasks: a BUFFER with one ckpt_task_pids for each follows.",
  type: CkptHdrType.CKPT_HDR_TREE,
  followers: [{ name: "tasks", record: "ckpt_hdr_buffer", as: ckptTaskPids }],
  fields: { nr_tasks: u32.doc("Number of tasks.") },
});
