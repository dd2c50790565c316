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
  return { place: thisPlace(), pid: process.pid, started: statOf(process.pid)?.started ?? 0 };
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
  const stat = statOf(pid);
  if (stat === undefined) return true;
  // One that has ended keeps its number until somebody asks how.
  if (stat.state === "Z" || stat.state === "X") return false;
  return stat.started === 0 || started === 0 || stat.started === started;
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** Place of the start time among the fields. */
const START = 22 - 3;

function statOf(pid: number): { readonly state: string | undefined; readonly started: number } | undefined {
  const fields = readStat(pid);
  return fields && { state: fields[0], started: Number(fields[START]) || 0 };
}

/**
 * What stands behind the comm, which may hold anything, in proc(5)'s /proc/PID/stat: the state is first. Undefined where it
 * cannot be read.
 */
export function readStat(pid: number | "self"): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
