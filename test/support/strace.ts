import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skipsWithoutProgram } from "./skips-without.ts";

export const skipsWithoutStrace: boolean = skipsWithoutProgram("strace");

/** What a system call is made to do: to fail with an errno, or to be when a signal comes, KILL before anything happens. */
export type Fault =
  | "KILL"
  | "TERM"
  | "ENOSPC"
  | "EIO"
  | "EINTR"
  | "EACCES"
  | "EDQUOT"
  | "ESTALE"
  | "EKEYEXPIRED"
  | "EPERM"
  | "EOPNOTSUPP"
  | "EMFILE";

/** One system call of a run: the `nth` of its name, counted from 1. */
export interface SystemCall {
  readonly name: string;
  readonly nth: number;
  /** as strace shows it */
  readonly text: string;
}

/** How a run under strace ended. */
export interface Traced {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** the main thread's calls in order */
  readonly calls: readonly SystemCall[];
}

/**
 * Runs a program under strace, which makes some calls fail: the nth of a name, or all of it. Only the main thread is
 * traced: synchronous work is done there, while the others load modules with the same calls.
 */
export async function trace(
  command: readonly string[],
  faults: readonly { readonly name: string; readonly nth?: number; readonly fault: Fault }[] = [],
): Promise<Traced> {
  const folder = mkdtempSync(join(tmpdir(), "strace-"));
  try {
    const log = join(folder, "log");
    const options = ["-y", "-qq", "-s", "0", "-e", "trace=%file,%desc", "-o", log];
    const child = spawn("strace", [...options, ...faults.flatMap(injection), ...command], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
      child.on("close", (...end) => resolve(end));
    });
    return { code, signal, stderr, calls: parseLog(readFileSync(log, "utf8")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function injection({ name, nth, fault }: { readonly name: string; readonly nth?: number; readonly fault: Fault }) {
  const effect = fault === "KILL" || fault === "TERM" ? `signal=${fault}` : `error=${fault}`;
  return ["-e", `inject=${name}:${effect}${nth === undefined ? "" : `:when=${nth}`}`];
}

function parseLog(log: string): SystemCall[] {
  const counts = new Map<string, number>();
  return log.split("\n").flatMap((text) => {
    const name = /^(\w+)\(/.exec(text)?.[1];
    if (name === undefined) return [];
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    return [{ name, nth, text }];
  });
}
