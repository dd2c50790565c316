import { ExitState, TaskState } from "../../../generated/ckpt/index.ts";

export interface LetterState {
  readonly state: number;
  readonly exit_state: number;
}

/** TASK_WAKEKILL and TASK_WAKING of Linux 2.6.37: flags that show as states of their own. */
const TASK_WAKEKILL = 128;
const TASK_WAKING = 256;

const running = (state: number): LetterState => ({ state, exit_state: 0 });
// A task that has ended shows its exit state only, so its state stays 0.
const ended = (exit_state: number): LetterState => ({ state: 0, exit_state });

/**
 * What the state letters of /proc/PID/stat stand for, in the numbering of 2010.
 *
 * I (idle) and P (parked) came later: kernel threads that sleep and that no signal wakes, which is what D says. x, K
 * and W are shown by kernels up to 3.13 only.
 */
export const TASK_LETTERS: { readonly [letter: string]: LetterState } = {
  R: running(TaskState.TASK_RUNNING),
  S: running(TaskState.TASK_INTERRUPTIBLE),
  D: running(TaskState.TASK_UNINTERRUPTIBLE),
  T: running(TaskState.__TASK_STOPPED),
  t: running(TaskState.__TASK_TRACED),
  I: running(TaskState.TASK_UNINTERRUPTIBLE),
  P: running(TaskState.TASK_UNINTERRUPTIBLE),
  x: running(TaskState.TASK_DEAD),
  K: running(TASK_WAKEKILL),
  W: running(TASK_WAKING),
  Z: ended(ExitState.EXIT_ZOMBIE),
  X: ended(ExitState.EXIT_DEAD),
};
