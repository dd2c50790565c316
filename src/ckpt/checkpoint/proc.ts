import { existsSync } from "node:fs";
import { machine, release, version } from "node:os";
import { ExitState, TaskState } from "../../../generated/ckpt/index.ts";
import { fieldsOfStat } from "../../files/proc-stat.ts";
import { reading, readWhole } from "../../files/transfer.ts";
import { CkptError, errnoOf } from "../ckpt-error.ts";
import { parseKernelVersion } from "../kernel-version.ts";
import type { CheckpointSource, TaskSnapshot } from "./source.ts";

/** The running system: its kernel, its clock, and its processes as /proc shows them. */
export const procSource: CheckpointSource = {
  kernel: () => parseKernelVersion(release()),
  uts: () => ({ release: Buffer.from(release()), version: Buffer.from(version()), machine: Buffer.from(machine()) }),
  time: () => BigInt(Math.floor(Date.now() / 1000)),
  task: readTask,
};

function readTask(pid: number): TaskSnapshot {
  const { stat: line, comm } = readProc(pid);
  const stat = parseProcStat(line.toString("latin1"));
  const state = TASK_LETTERS[stat.state];
  if (state === undefined) {
    throw new CkptError(
      "EINVAL",
      `/proc/${pid}/stat: state is ${JSON.stringify(stat.state)}, expected one of ${Object.keys(TASK_LETTERS).join(" ")}`,
    );
  }
  return {
    pid,
    // A line's end follows the name.
    comm: comm.subarray(0, -1).subarray(0, COMM_CHARACTERS),
    ...state,
    exit_code: stat.exit_code,
    exit_signal: stat.exit_signal,
    // A process's tid addresses cannot be seen from outside.
    set_child_tid: 0n,
    clear_child_tid: 0n,
  };
}

/** Characters that a comm keeps; kernel threads show longer names than they have. */
const COMM_CHARACTERS = 15;

function readProc(pid: number): { readonly stat: Buffer; readonly comm: Buffer } {
  const missing = (cause?: unknown) => new CkptError("ESRCH", `there is no process ${pid}`, { cause });
  if (!Number.isInteger(pid) || pid <= 0) throw missing();
  try {
    // The open folder stays this process's, even if it ends and its number is given to another. Where /proc is of
    // another namespace, the caller's number there is another one.
    return reading(pid === process.pid ? "/proc/self" : `/proc/${pid}`, (folder) => {
      const read = (name: string) => readWhole(`/proc/self/fd/${folder}/${name}`);
      return { stat: read("stat"), comm: read("comm") };
    });
  } catch (cause) {
    const errno = errnoOf(cause);
    // A process that ends between open and read shows as ESRCH, one that has ended before as ENOENT.
    const isUnseen = errno === "ENOENT" && existsSync("/proc/self");
    if (isUnseen && isThere(pid)) throw new CkptError("EPERM", `/proc does not show process ${pid}`, { cause });
    if (isUnseen || errno === "ESRCH") throw missing(cause);
    throw new CkptError(errno, `process ${pid} cannot be looked at in /proc`, { cause });
  }
}

/** Whether there is a process, which /proc may hide (its mount option hidepid). */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * What an image holds of a line of /proc/PID/stat: the state as one letter; the exit code is 0 where the reader may not
 * trace the task, and on kernels before 3.5, which do not tell it.
 *
 * @throws CkptError EINVAL if it is no such line
 */
export function parseProcStat(line: string): Pick<TaskSnapshot, "exit_code" | "exit_signal"> & { state: string } {
  const fields = fieldsOfStat(line);
  const state = fields[3] ?? "";
  const exit_signal = Number(fields[38] ?? Number.NaN);
  const exit_code = Number(fields[52] ?? 0);
  if (!line.includes(") ") || state.length !== 1 || !Number.isInteger(exit_signal) || !Number.isInteger(exit_code)) {
    throw new CkptError("EINVAL", `${JSON.stringify(line)} is not a line of /proc/PID/stat`);
  }
  return { state, exit_signal, exit_code };
}

/** TASK_WAKEKILL and TASK_WAKING of Linux 2.6.37: flags that show as states of their own. */
const TASK_WAKEKILL = 128;
const TASK_WAKING = 256;

type LetterState = Pick<TaskSnapshot, "state" | "exit_state">;

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
