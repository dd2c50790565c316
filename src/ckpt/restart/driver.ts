import {
  CkptConstant,
  CkptHdrContainer,
  CkptHdrHeader,
  CkptHdrTail,
  CkptHdrTask,
} from "../../../generated/ckpt/index.ts";
import type { Driver } from "../../io/effects.ts";
import { type CkptContext, inImageOrder } from "../context.ts";
import type { KernelVersion } from "../kernel-version.ts";
import { checkHeader } from "./check-header.ts";
import { readBuffer, readRecord, readSizedString } from "./readers.ts";
import { wrongValue } from "./refusal.ts";

const { TASK_COMM_LEN, UTS_LEN, CHECKPOINT_MAGIC_TAIL } = CkptConstant;

/** What an image says about the kernel that wrote it. */
export interface ImageOrigin {
  readonly header: CkptHdrHeader;
  /** the strings of utsname, 65 bytes each */
  readonly release: Uint8Array;
  readonly version: Uint8Array;
  readonly machine: Uint8Array;
}

/** What an image says about its task: what is restored, and the record that it comes from. */
export interface ImageTask extends RestoredTask {
  readonly task: CkptHdrTask;
}

/** What a good image holds. */
export interface RestartResult extends ImageOrigin, ImageTask {
  /** bytes of the image; what stands behind them has not been read */
  readonly consumed: number;
}

/** Reads an image, checks it against a kernel (undefined: any), and hands over its task once the tail is good. */
export function* restart(
  ctx: CkptContext,
  kernel: KernelVersion | undefined,
  target: RestartTarget | undefined,
): Driver<RestartResult> {
  const origin = yield* restoreHeader(ctx, kernel);
  yield* readRecord(ctx, CkptHdrContainer);
  const task = yield* restoreTask(ctx);
  yield* restoreTail(ctx);
  target?.restore(task);
  return { ...origin, ...task, consumed: ctx.pos };
}

function* restoreHeader(ctx: CkptContext, kernel: KernelVersion | undefined): Driver<ImageOrigin> {
  const header = yield* readRecord(ctx, CkptHdrHeader);
  yield* checkHeader(ctx, header, kernel);
  return {
    header: inImageOrder(ctx, CkptHdrHeader).decode(header.bytes),
    release: yield* readBuffer(ctx, UTS_LEN),
    version: yield* readBuffer(ctx, UTS_LEN),
    machine: yield* readBuffer(ctx, UTS_LEN),
  };
}

function* restoreTask(ctx: CkptContext): Driver<ImageTask> {
  const record = yield* readRecord(ctx, CkptHdrTask);
  const comm = yield* readSizedString(ctx, TASK_COMM_LEN);
  const task = inImageOrder(ctx, CkptHdrTask).decode(record.bytes);
  return { comm, set_child_tid: task.set_child_tid, clear_child_tid: task.clear_child_tid, task };
}

function* restoreTail(ctx: CkptContext): Driver<void> {
  const { place, view } = yield* readRecord(ctx, CkptHdrTail);
  if (view.magic !== CHECKPOINT_MAGIC_TAIL) {
    throw wrongValue(place, "magic", "wrong-constant", view.magic, CHECKPOINT_MAGIC_TAIL);
  }
}

/** What of a task a restart restores. */
export interface RestoredTask {
  /** 16 bytes, the last one NUL */
  readonly comm: Uint8Array;
  readonly set_child_tid: bigint;
  readonly clear_child_tid: bigint;
}

/** Where a restart puts the task. */
export interface RestartTarget {
  /** Takes the task over. Called once, when all of the image has been read and found good; never else. */
  restore(task: RestoredTask): void;
}
