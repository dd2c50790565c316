import {
  CkptConstant,
  CkptHdrContainer,
  CkptHdrHeader,
  CkptHdrTail,
  CkptHdrTask,
} from "../../../generated/ckpt/index.ts";
import type { Driver } from "../../io/effects.ts";
import type { CkptContext } from "../context.ts";
import { DebugLevel, debug } from "../debug.ts";
import { padded, signed32, signed64 } from "./c-values.ts";
import { endWithError } from "./end-with-error.ts";
import type { CheckpointSource } from "./source.ts";
import { writeBuffer, writeRecord, writeString } from "./writers.ts";

const { TASK_COMM_LEN, UTS_LEN } = CkptConstant;

/** Tells this process's checkpoints apart: 1, 2, 3 … */
let lastIdentifier = 0;

/** Writes an image of a task and gives the checkpoint's identifier. An image that fails ends with the reason. */
export function* checkpoint(ctx: CkptContext, source: CheckpointSource, pid: number): Driver<number> {
  try {
    yield* writeHeader(ctx, source);
    yield* writeContainer(ctx);
    yield* writeTask(ctx, source, pid);
    yield* writeTail(ctx);
  } catch (error) {
    throw yield* endWithError(ctx, error);
  }
  const identifier = ++lastIdentifier;
  debug(
    ctx.debug,
    DebugLevel.BASE | DebugLevel.SYS,
    "checkpoint %d of process %d: %lld bytes",
    identifier,
    pid,
    ctx.pos,
  );
  return identifier;
}

function* writeHeader(ctx: CkptContext, source: CheckpointSource): Driver<void> {
  yield* writeRecord(ctx, CkptHdrHeader, {
    ...source.kernel(),
    rev: CkptConstant.CHECKPOINT_VERSION,
    constants: {
      task_comm_len: TASK_COMM_LEN,
      uts_release_len: UTS_LEN,
      uts_version_len: UTS_LEN,
      uts_machine_len: UTS_LEN,
    },
    time: signed64(source.time()),
    uflags: 0n,
  });
  const uts = source.uts();
  yield* writeBuffer(ctx, padded("utsname.release", uts.release, UTS_LEN));
  yield* writeBuffer(ctx, padded("utsname.version", uts.version, UTS_LEN));
  yield* writeBuffer(ctx, padded("utsname.machine", uts.machine, UTS_LEN));
}

function* writeContainer(ctx: CkptContext): Driver<void> {
  yield* writeRecord(ctx, CkptHdrContainer, {});
}

function* writeTask(ctx: CkptContext, source: CheckpointSource, pid: number): Driver<void> {
  const task = source.task(pid);
  const comm = padded("comm", task.comm, TASK_COMM_LEN);
  ctx.task = task;
  yield* writeRecord(ctx, CkptHdrTask, {
    state: signed32(task.state),
    exit_state: signed32(task.exit_state),
    exit_code: signed32(task.exit_code),
    exit_signal: signed32(task.exit_signal),
    set_child_tid: task.set_child_tid,
    clear_child_tid: task.clear_child_tid,
  });
  yield* writeString(ctx, comm);
  ctx.task = undefined;
}

function* writeTail(ctx: CkptContext): Driver<void> {
  yield* writeRecord(ctx, CkptHdrTail, {});
}
