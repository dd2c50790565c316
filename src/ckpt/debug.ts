import { toPrintable } from "../wire/printable.ts";

/** What a debug line is about, as bits of a mask. */
export const DebugLevel = {
  /** set on every line that is not about a single record */
  BASE: 1,
  /** how a checkpoint or restart went */
  SYS: 2,
  /** every record that is read or written */
  RW: 4,
} as const;

/** The levels of a line that says how a checkpoint or restart ended. */
export const OUTCOME: number = DebugLevel.BASE | DebugLevel.SYS;

/** Which debug lines are wanted, and where they go. */
export interface Debug {
  /** bits of `DebugLevel` */
  readonly mask: number;
  /** Takes one line without its newline. */
  print(line: string): void;
}

/** Debugging as the environment's CKPT_DEBUG asks for it, a mask in decimal or 0x…: to stderr; nothing by default. */
export function debugFromEnvironment(): Debug {
  return {
    mask: parseMask(process.env.CKPT_DEBUG ?? ""),
    print: (line) => void process.stderr.write(`${line}\n`),
  };
}

function parseMask(text: string): number {
  return /^(?:\d+|0x[0-9a-f]+)$/i.test(text) ? Number(BigInt.asUintN(31, BigInt(text))) : 0;
}

/** Prints a line if one of the `levels` it belongs to is wanted: `[pid:vpid:c/r:FUNCTION:LINE] text`. */
export function debug(to: Debug, levels: number, text: string): void {
  if ((to.mask & levels) === 0) return;
  // A process sees itself in one pid namespace only, so pid and vpid are the same number.
  const where = `[${process.pid}:${process.pid}:c/r:${callSite(debug)}]`;
  to.print(`${where} ${toPrintable(text)}`);
}

/** Where `callee` has been called from: `FUNCTION:LINE`. */
export function callSite(callee: (...args: never[]) => unknown): string {
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, callee);
  return firstFrame(holder.stack);
}

/** Where an error was made: `FUNCTION:LINE`. */
export function originOf(error: unknown): string {
  if (!(error instanceof Error) || typeof error.stack !== "string") return UNKNOWN;
  // A message may itself hold lines that look like frames.
  const end = error.stack.indexOf(error.message) + error.message.length;
  return firstFrame(error.stack.slice(end));
}

const UNKNOWN = "unknown:0";
const FRAME = /^\s*at (.*):(\d+):\d+\)?$/m;
const FUNCTION = /^(?:async |new )*(?:[^\s(/:]*[.#])?([A-Za-z_]\w*)(?: \[as [^\]]*\])? \(/;

function firstFrame(stack: unknown): string {
  const frame = typeof stack === "string" ? FRAME.exec(stack) : null;
  if (frame === null) return UNKNOWN;
  const [, place = "", line] = frame;
  return `${FUNCTION.exec(place)?.[1] ?? "anonymous"}:${line}`;
}
