import { commBytes } from "../../ckpt/message.ts";
import type { RestartResult, RestoredTask } from "../../ckpt/restart/index.ts";
import { asciiJson, quote } from "../../inspect/escape.ts";
import { getText } from "../../wire/text.ts";
import { reasonOf } from "../program/failure.ts";

/** What came of checking an image. */
export type Verdict =
  | { readonly ok: true; readonly result: RestartResult }
  /** `errno` by name */
  | { readonly ok: false; readonly errno: string; readonly message: string };

/** The image that a verdict is about. */
export interface Judged {
  readonly file: string;
  /** where in the file the image starts, if the file may hold several */
  offset?: number;
}

/** Runs a restart that applies nothing. What speaks against the image is the verdict, and is not thrown. */
export function judge(restart: () => RestartResult): Verdict {
  try {
    return { ok: true, result: restart() };
  } catch (error) {
    return refusal(error);
  }
}

/** The verdict on an image that is bad, or cannot be read. What is neither is thrown on. */
export function refusal(error: unknown): Verdict {
  const reason = reasonOf(error);
  if (reason === undefined) throw error;
  return { ok: false, errno: reason.errno, message: reason.message };
}

/** The verdict as one line of JSON in ASCII. */
export function verdictJson({ file, offset }: Judged, verdict: Verdict): string {
  const { ok } = verdict;
  const { errno, message } = ok ? { errno: null, message: null } : verdict;
  const consumed = ok ? verdict.result.consumed : null;
  const task = ok ? taskJson(verdict.result) : null;
  return asciiJson({ file, ok, errno, message, consumed, task, ...(offset !== undefined && { offset }) });
}

function taskJson({ comm, set_child_tid, clear_child_tid }: RestartResult): object {
  return {
    comm: commText(comm),
    comm_hex: Buffer.from(comm).toString("hex"),
    set_child_tid: set_child_tid.toString(),
    clear_child_tid: clear_child_tid.toString(),
  };
}

/** The verdict for people. */
export function verdictText({ file, offset }: Judged, verdict: Verdict): string {
  const image = offset === undefined ? file : `${file}, image at 0x${offset.toString(16)}`;
  const words = verdict.ok ? `ok, ${describeRestored(verdict.result)}` : `${verdict.errno}: ${verdict.message}`;
  return `${image}: ${words}`;
}

function commText(comm: Uint8Array): string {
  const bytes = commBytes(comm);
  return getText(bytes, 0, bytes.length);
}

/** `comm "bash", set_child_tid 0x0, clear_child_tid 0x7f1234567890` */
export function describeRestored({ comm, set_child_tid, clear_child_tid }: RestoredTask): string {
  const name = quote(commText(comm));
  return `comm ${name}, set_child_tid 0x${set_child_tid.toString(16)}, clear_child_tid 0x${clear_child_tid.toString(16)}`;
}
