import { closeSync, existsSync, openSync } from "node:fs";
import { machine, release, version } from "node:os";
import { readWhole } from "../../files/transfer.ts";
import { CkptError } from "../ckpt-error.ts";
import { errnoOf } from "../errno.ts";
import { parseKernelVersion } from "../kernel-version.ts";
import { parseProcStat } from "./proc-stat.ts";
import type { CheckpointSource, TaskSnapshot } from "./source.ts";
import { TASK_LETTERS } from "./task-letters.ts";

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
    comm: commOf(comm),
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

function commOf(file: Uint8Array): Uint8Array {
  const name = file.at(-1) === 0x0a ? file.subarray(0, -1) : file;
  return name.subarray(0, COMM_CHARACTERS);
}

function readProc(pid: number): { readonly stat: Buffer; readonly comm: Buffer } {
  const missing = (cause?: unknown) => new CkptError("ESRCH", `there is no process ${pid}`, { cause });
  if (!Number.isInteger(pid) || pid <= 0) throw missing();
  try {
    // The open folder stays this process's, even if it ends and its number is given to another.
    const folder = openSync(folderOf(pid), "r");
    try {
      const read = (name: string) => readWhole(`/proc/self/fd/${folder}/${name}`);
      return { stat: read("stat"), comm: read("comm") };
    } finally {
      closeSync(folder);
    }
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
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === "EPERM";
  }
}

/** Where /proc is of another namespace, the caller's number there is another one. */
function folderOf(pid: number): string {
  return pid === process.pid ? "/proc/self" : `/proc/${pid}`;
}
