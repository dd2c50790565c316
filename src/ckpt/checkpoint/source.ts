import type { KernelVersion } from "../kernel-version.ts";

/** The strings of utsname that an image holds; at most 65 bytes each, filled up with NULs. */
export interface UtsStrings {
  readonly release: Uint8Array;
  readonly version: Uint8Array;
  readonly machine: Uint8Array;
}

/** A task as an image holds it. Numbers that C has signed (`state`, `exit_*`) may be given so. */
export interface TaskSnapshot {
  readonly pid: number;
  /** at most 16 bytes, filled up with NULs; bytes behind a NUL are kept */
  readonly comm: Uint8Array;
  /** one of `TaskState`, or another number */
  readonly state: number;
  /** 0 or one of `ExitState`, in the numbering of 2010 */
  readonly exit_state: number;
  readonly exit_code: number;
  readonly exit_signal: number;
  readonly set_child_tid: bigint;
  readonly clear_child_tid: bigint;
}

/** Where a checkpoint takes from what it writes. Each part is asked for when its record's turn has come. */
export interface CheckpointSource {
  kernel(): KernelVersion;
  uts(): UtsStrings;
  /** seconds since 1970; may be negative */
  time(): bigint;
  /** @throws CkptError ESRCH if there is no such task */
  task(pid: number): TaskSnapshot;
}

/** A source of what is given: an image of any kernel, time and task. */
export function fixedSource(parts: {
  readonly kernel: KernelVersion;
  readonly uts: UtsStrings;
  readonly time: bigint;
  /** its pid is the one asked for, if it is left out */
  readonly task: Omit<TaskSnapshot, "pid"> & { readonly pid?: number };
}): CheckpointSource {
  return {
    kernel: () => parts.kernel,
    uts: () => parts.uts,
    time: () => parts.time,
    task: (pid) => ({ pid, ...parts.task }),
  };
}
