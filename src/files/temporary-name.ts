import { createHash, randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { type RunningProcess, thisProcess } from "./running-process.ts";

/** What the name of a temporary file tells: for which file it is, and who writes it. */
export interface TemporaryName {
  /** 12 hexadecimal digits that stand for the file's name, which may be as long as names can be */
  readonly target: string;
  readonly writer: RunningProcess;
}

const pattern = /^\.bytewright-([0-9a-f]{12})-([0-9a-f]{8})-(\d{1,10})-(\d{1,15})-[0-9a-f]{8}\.tmp$/;

/** A new name beside a file: `.bytewright-TARGET-PLACE-PID-STARTED-RANDOM.tmp`. */
export function nameTemporary(path: string): string {
  const { place, pid, started } = thisProcess();
  const parts = [targetOf(path), place, pid, started, randomBytes(4).toString("hex")];
  return join(dirname(path), `.bytewright-${parts.join("-")}.tmp`);
}

/** Takes such a name apart; undefined if it is another. */
export function parseTemporaryName(name: string): TemporaryName | undefined {
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, target = "", place = "", pid, started] = match;
  return { target, writer: { place, pid: Number(pid), started: Number(started) } };
}

/** How the temporary names of a file begin to differ from those of others. */
export function targetOf(path: string): string {
  return createHash("sha256").update(basename(path)).digest("hex").slice(0, 12);
}
