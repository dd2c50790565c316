import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * What tells a process from all others: the machine or container, the number there, and the time it started, since
 * numbers are given again.
 */
export interface RunningProcess {
  /** 8 hexadecimal digits */
  readonly place: string;
  readonly pid: number;
  /** in ticks since the machine started; 0 where that is not told */
  readonly started: number;
}

/** This process. */
export function thisProcess(): RunningProcess {
  return { place: thisPlace(), pid: process.pid, started: startOf(process.pid) };
}

/** Numbers of processes mean the same only where machine and namespace are the same. */
export function thisPlace(): string {
  return createHash("sha256").update(`${hostname()} ${pidNamespace()}`).digest("hex").slice(0, 8);
}

/** Whether a process of this place still runs. In doubt it does. */
export function isRunning({ pid, started }: RunningProcess): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
  const start = startOf(pid);
  return start === 0 || started === 0 || start === started;
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** Place of the start time behind the comm in proc(5)'s /proc/PID/stat. */
const START = 22 - 3;

function startOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START]) || 0;
  } catch {
    return 0;
  }
}
