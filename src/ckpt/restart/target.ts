/** What of a task a restart restores. */
export interface RestoredTask {
  /** 16 bytes, the last one NUL */
  readonly comm: Uint8Array;
  readonly set_child_tid: bigint;
  readonly clear_child_tid: bigint;
}

/** Where a restart puts the task. */
export interface RestartTarget {
  /** Takes the task over. Called once, when all of the image has been read and found good; never else. */
  restore(task: RestoredTask): void;
}
