import { isatty } from "node:tty";
import { readWhole } from "../../files/transfer.ts";
import { stdin } from "./terminal.ts";

/** Whether this process is in the foreground process group of its terminal, wherever its standard streams go. */
export function isInForeground(): boolean {
  if (process.platform !== "linux") return isatty(stdin);
  // proc(5): pid (comm) state ppid pgrp session tty_nr tpgid, and the comm may hold anything.
  const stat = readOwnStat();
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return group !== undefined && group === foreground;
}

/** Empty where it cannot be read: nothing is to fail by that, least of all a signal's handler. */
function readOwnStat(): string {
  try {
    return readWhole("/proc/self/stat").toString("latin1");
  } catch {
    return "";
  }
}
