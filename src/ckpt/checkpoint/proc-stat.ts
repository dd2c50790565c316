import { CkptError } from "../ckpt-error.ts";

/** The fields of /proc/PID/stat that an image holds. */
export interface ProcStat {
  /** one letter */
  readonly state: string;
  readonly exit_signal: number;
  /** 0 where the reader may not trace the task, and on kernels before 3.5, which do not tell it */
  readonly exit_code: number;
}

/** Numbers of fields, as proc(5) counts them from 1. */
const STATE = 3;
const EXIT_SIGNAL = 38;
const EXIT_CODE = 52;

/**
 * Takes a line of /proc/PID/stat apart. The name in its second field may hold anything, parentheses, spaces and
 * newlines too, so the fields are counted from the last parenthesis on.
 *
 * @throws CkptError EINVAL if it is no such line
 */
export function parseProcStat(line: string): ProcStat {
  const afterName = line.slice(line.lastIndexOf(") ") + 2).trimEnd();
  const fields = afterName.split(" ");
  const field = (number: number): string | undefined => fields[number - STATE];
  const state = field(STATE) ?? "";
  const exit_signal = Number(field(EXIT_SIGNAL) ?? Number.NaN);
  const exit_code = Number(field(EXIT_CODE) ?? 0);
  if (!line.includes(") ") || state.length !== 1 || !Number.isInteger(exit_signal) || !Number.isInteger(exit_code)) {
    throw new CkptError("EINVAL", `${JSON.stringify(line)} is not a line of /proc/PID/stat`);
  }
  return { state, exit_signal, exit_code };
}
