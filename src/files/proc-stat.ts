import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { attempt } from "./attempt.ts";

/**
 * This machine or container, where the number of a process means the same, in 8 hexadecimal digits. With the number and
 * the time it started, since numbers are given again, that tells a process from all others.
 */
export function thisPlace(): string {
  const namespace = attempt(() => readlinkSync("/proc/self/ns/pid")) ?? "";
  return createHash("sha256").update(`${hostname()} ${namespace}`).digest("hex").slice(0, 8);
}

/** When a process started, in ticks since the machine did; 0 where that is not told. */
export function startOf(pid: number): number {
  return Number(readStat(pid)?.[22]) || 0;
}

/** Whether the process of this place still runs that started then. In doubt it does. */
export function isRunning(pid: number, started: number): boolean {
  if (!isThere(pid)) return false;
  // One that has ended keeps its number until somebody asks how.
  const state = readStat(pid)?.[3];
  if (state === "Z" || state === "X") return false;
  const start = startOf(pid);
  return start === 0 || started === 0 || start === started;
}

/** Whether there is a process, which /proc may hide (its mount option hidepid). */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** As `fieldsOfStat`, of a process; undefined where that cannot be read. */
export function readStat(pid: number | "self"): string[] | undefined {
  return attempt(() => fieldsOfStat(readFileSync(`/proc/${pid}/stat`, "latin1")));
}

/**
 * The fields in a line of /proc/PID/stat by the numbers that proc(5) gives them, from 3, the state, on. The name in front
 * of it may hold anything, parentheses, spaces and newlines too, so they are counted from the last parenthesis on.
 */
export function fieldsOfStat(line: string): string[] {
  const afterName = line.slice(line.lastIndexOf(") ") + 2).trimEnd();
  return ["", "", "", ...afterName.split(" ")];
}
