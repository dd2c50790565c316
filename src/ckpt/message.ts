import { getText } from "../wire/index.ts";
import { toPrintable } from "../wire/printable.ts";
import { type Errno, errnos } from "./ckpt-error.ts";

/** A task as messages name it. */
export interface MessageTask {
  readonly pid: number;
  /** ends at its first NUL */
  readonly comm: Uint8Array;
}

/** `[pid 4711 tsk bash]`; a comm may hold any bytes. */
export function describeTask(task: MessageTask | undefined): Uint8Array {
  if (task === undefined) return Buffer.from("[pid -1 tsk NULL]");
  return Buffer.concat([Buffer.from(`[pid ${task.pid} tsk `), commBytes(task.comm), Buffer.from("]")]);
}

/** A comm without what follows its first NUL. */
export function commBytes(comm: Uint8Array): Uint8Array {
  const end = comm.indexOf(0);
  return end === -1 ? comm : comm.subarray(0, end);
}

/** Bytes that a message may take in an image: a leading NUL, the text, and a final NUL where the text was cut. */
const MESSAGE_SIZE = 1024;

/** One line of the log, `[err -22][pos 56][E @ checkHeader:31]incompatible kernel version`, and its form in an image. */
interface Message {
  /** for the log, which may be a terminal: in one printable line, without a newline */
  readonly text: Uint8Array;
  /** for the STRING behind an ERROR */
  readonly payload: Uint8Array;
}

/** Puts error, position and `FUNCTION:LINE` in front of what is said, and keeps the whole within `MESSAGE_SIZE`. */
export function makeMessage(errno: Errno, pos: number, where: string, ...said: (string | Uint8Array)[]): Message {
  const parts = [`[err ${-errnos[errno]}][pos ${pos}][E @ ${where}]`, ...said];
  const whole = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const longest = MESSAGE_SIZE - 2;
  const kept = whole.subarray(0, longest);
  // As it is but for controls, which a comm can hold.
  const printable = Buffer.from(toPrintable(getText(kept, 0, kept.length)));
  const end = whole.length > longest ? [0] : [];
  return { text: printable.subarray(0, longest), payload: new Uint8Array([0, ...kept, ...end]) };
}
