import {
  CkptConstant,
  CkptHdrContainer,
  CkptHdrHeader,
  type CkptHdrHeaderView,
  CkptHdrTail,
  CkptHdrTask,
} from "../../../generated/ckpt/index.ts";
import { type Driver, log } from "../../io/index.ts";
import { type CkptContext, inImageOrder } from "../context.ts";
import { callSite } from "../debug.ts";
import type { KernelVersion } from "../kernel-version.ts";
import { makeMessage } from "../message.ts";
import { type ReadRecord, readBuffer, readRecord, readSizedString } from "./readers.ts";
import { wrongValue } from "./refusal.ts";

const { TASK_COMM_LEN, UTS_LEN, CHECKPOINT_VERSION, CHECKPOINT_MAGIC_HEAD, CHECKPOINT_MAGIC_TAIL } = CkptConstant;

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

/**
 * Compares a header with the kernel it is to be restarted on, undefined for any kernel.
 *
 * @throws CkptError EINVAL, which is logged
 */
function* checkHeader(
  ctx: CkptContext,
  { place, view }: ReadRecord<CkptHdrHeaderView>,
  kernel: KernelVersion | undefined,
): Driver<void> {
  const { magic, rev, major, minor, patch, uflags, constants } = view;
  const requirements: readonly Requirement[] = [
    ["kernel version", "magic", magic, CHECKPOINT_MAGIC_HEAD],
    ["kernel version", "rev", rev, CHECKPOINT_VERSION],
    ["kernel version", "major", major, kernel?.major ?? major],
    ["kernel version", "minor", minor, kernel?.minor ?? minor],
    ["kernel version", "patch", patch, kernel?.patch ?? patch],
    ["restart user flags", "uflags", uflags, 0n],
    ["kernel constants", "constants.task_comm_len", constants.task_comm_len, TASK_COMM_LEN],
    ["kernel constants", "constants.uts_release_len", constants.uts_release_len, UTS_LEN],
    ["kernel constants", "constants.uts_version_len", constants.uts_version_len, UTS_LEN],
    ["kernel constants", "constants.uts_machine_len", constants.uts_machine_len, UTS_LEN],
  ];
  const broken = requirements.find(([, , found, expected]) => found !== expected);
  if (broken === undefined) return;
  const [what, path, found, expected] = broken;
  const summary = `incompatible ${what}`;
  yield* log(makeMessage("EINVAL", ctx.pos, callSite(callSite), summary).text);
  throw wrongValue(place, path, "wrong-constant", found, expected, summary);
}

/** What must be compatible: a field, its value, and what that must be. */
type Requirement = readonly [what: string, path: string, found: number | bigint, expected: number | bigint];

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
