import {
  CkptConstant,
  CkptHdr,
  CkptHdrBuffer,
  CkptHdrContainer,
  CkptHdrError,
  CkptHdrHeader,
  CkptHdrString,
  CkptHdrTail,
  CkptHdrTask,
} from "../../../generated/ckpt/index.ts";
import { type Driver, Interrupted, log, WriteFailed, write } from "../../io/index.ts";
import { type Codec, requireBytes } from "../../wire/index.ts";
import { asCkptError, CkptError } from "../ckpt-error.ts";
import { type CkptContext, MAX_LENGTH } from "../context.ts";
import { DebugLevel, debug, OUTCOME, originOf } from "../debug.ts";
import { describeTask, makeMessage } from "../message.ts";
import type { CheckpointSource } from "./source.ts";

const { TASK_COMM_LEN, UTS_LEN } = CkptConstant;

/** Tells this process's checkpoints apart: 1, 2, 3 … */
let lastIdentifier = 0;

/** Writes an image of a task and gives the checkpoint's identifier. An image that fails ends with the reason. */
export function* checkpoint(ctx: CkptContext, source: CheckpointSource, pid: number): Driver<number> {
  try {
    yield* writeHeader(ctx, source);
    yield* writeRecord(ctx, CkptHdrContainer, {});
    yield* writeTask(ctx, source, pid);
    yield* writeRecord(ctx, CkptHdrTail, {});
  } catch (error) {
    throw yield* endWithError(ctx, error);
  }
  const identifier = ++lastIdentifier;
  debug(ctx.debug, OUTCOME, `checkpoint ${identifier} of process ${pid}: ${ctx.pos} bytes`);
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

/**
 * Ends an image that cannot be completed: an ERROR and a STRING with the reason, which goes to the log, too.
 * Gives what the caller is to throw.
 */
function* endWithError(ctx: CkptContext, error: unknown): Driver<unknown> {
  const answer = asCkptError(error, ctx.pos);
  const errno = answer instanceof CkptError ? answer.errno : "EIO";
  const reason = answer instanceof Error ? answer.message : String(answer);
  debug(ctx.debug, OUTCOME, `checkpoint: ${String(answer)}`);
  const message = makeMessage(errno, ctx.pos, originOf(error), describeTask(ctx.task), reason);
  const isAtBoundary = !(error instanceof WriteFailed && error.partial);
  if (isAtBoundary) yield* writeReason(ctx, message.payload);
  yield* log(message.text);
  return answer;
}

function* writeReason(ctx: CkptContext, reason: Uint8Array): Driver<void> {
  try {
    yield* writeRecord(ctx, CkptHdrError, { payload: new Uint8Array(0) });
    yield* writeString(ctx, reason);
  } catch {
    // What went wrong first is the answer.
  }
}

/** A C `int` as the u32 that an image stores; what is no int is left for the codec to refuse. */
function signed32(value: number): number {
  return value < 0 && value >= -0x80000000 ? value + 0x100000000 : value;
}

/** A C `long long` as the u64 that an image stores; what is none is left for the codec to refuse. */
function signed64(value: bigint): bigint {
  return value < 0n && value >= -(1n << 63n) ? value + (1n << 64n) : value;
}

/**
 * Bytes as a C array of `size` holds them: the rest is NULs.
 *
 * @throws CkptError EINVAL if they do not fit
 * @throws BytewrightError if they are no bytes
 */
function padded(name: string, bytes: Uint8Array, size: number): Uint8Array {
  requireBytes(bytes, name);
  if (bytes.length > size) throw new CkptError("EINVAL", `${name}: ${bytes.length} bytes do not fit into ${size}`);
  const array = new Uint8Array(size);
  array.set(bytes);
  return array;
}

/** Writes a whole record. */
export function* writeRecord<T, Init>(ctx: CkptContext, codec: Codec<T, Init>, value: Init): Driver<void> {
  yield* put(ctx, codec.encode(value), codec.name);
}

/** Writes the header of a record with `size` bytes of payload, which the caller writes next. */
export function* writePayloadHeader(ctx: CkptContext, type: number, size: number): Driver<void> {
  const len = CkptHdr.layout.size + size;
  if (!Number.isInteger(len) || size < 0 || len > MAX_LENGTH) {
    throw new CkptError("EINVAL", `a payload of ${size} bytes does not fit into a record`);
  }
  yield* put(ctx, CkptHdr.encode({ type, len }), CkptHdr.name);
}

export function* writeBuffer(ctx: CkptContext, payload: Uint8Array): Driver<void> {
  yield* writeRecord(ctx, CkptHdrBuffer, { payload });
}

export function* writeString(ctx: CkptContext, payload: Uint8Array): Driver<void> {
  yield* writeRecord(ctx, CkptHdrString, { payload });
}

function* put(ctx: CkptContext, bytes: Uint8Array, name: string): Driver<void> {
  debug(ctx.debug, DebugLevel.RW, `${name} at 0x${ctx.pos.toString(16)}: ${bytes.length} bytes`);
  try {
    yield* write(bytes);
  } catch (error) {
    if (error instanceof Interrupted && error.handedOver) ctx.pos += bytes.length;
    throw error;
  }
  ctx.pos += bytes.length;
}
