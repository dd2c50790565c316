import type { RestoredTask } from "../../ckpt/restart/index.ts";
import { quote } from "../../inspect/escape.ts";
import { getText } from "../../wire/text.ts";

/** A comm without what follows its first NUL. */
export function commBytes(comm: Uint8Array): Uint8Array {
  const end = comm.indexOf(0);
  return end === -1 ? comm : comm.subarray(0, end);
}

export function commText(comm: Uint8Array): string {
  const bytes = commBytes(comm);
  return getText(bytes, 0, bytes.length);
}

/** `comm "bash", set_child_tid 0x0, clear_child_tid 0x7f1234567890` */
export function describeRestored({ comm, set_child_tid, clear_child_tid }: RestoredTask): string {
  const name = quote(commText(comm));
  return `comm ${name}, set_child_tid 0x${set_child_tid.toString(16)}, clear_child_tid 0x${clear_child_tid.toString(16)}`;
}
