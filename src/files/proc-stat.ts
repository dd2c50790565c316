import { readFileSync } from "node:fs";
import { attempt } from "./attempt.ts";

/** Whether this process is in the foreground process group of its terminal, wherever its standard streams go. */
export function isInForeground(): boolean {
  const stat = attempt(() => fieldsOfStat(readFileSync("/proc/self/stat", "latin1")));
  // pgrp and tpgid. Nothing is to fail where they cannot be read, least of all a signal's handler.
  return stat !== undefined && stat[5] === stat[8];
}

/**
 * The fields in a line of /proc/PID/stat by the numbers that proc(5) gives them, from 3, the state, on. The name in front
 * of it may hold anything, parentheses, spaces and newlines too, so they are counted from the last parenthesis on.
 */
export function fieldsOfStat(line: string): string[] {
  const afterName = line.slice(line.lastIndexOf(") ") + 2).trimEnd();
  return ["", "", "", ...afterName.split(" ")];
}
