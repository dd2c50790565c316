import { CkptConstant, type CkptHdrHeaderView } from "../../../generated/ckpt/index.ts";
import { type Driver, log } from "../../io/effects.ts";
import type { CkptContext } from "../context.ts";
import { callSite } from "../debug.ts";
import { format, makeMessage } from "../format.ts";
import type { KernelVersion } from "../kernel-version.ts";
import type { ReadRecord } from "./readers.ts";
import { wrongValue } from "./refusal.ts";

/** A field's path, what it is, and what it must be. */
type Requirement = readonly [path: string, found: number | bigint, expected: number | bigint];

/**
 * Compares a header with the kernel it is to be restarted on, undefined for any kernel.
 *
 * @throws CkptError EINVAL, which is logged
 */
export function* checkHeader(
  ctx: CkptContext,
  header: ReadRecord<CkptHdrHeaderView>,
  kernel: KernelVersion | undefined,
): Driver<void> {
  const { magic, rev, major, minor, patch, uflags, constants } = header.view;
  yield* demand(ctx, header, "incompatible kernel version", [
    ["magic", magic, CkptConstant.CHECKPOINT_MAGIC_HEAD],
    ["rev", rev, CkptConstant.CHECKPOINT_VERSION],
    ["major", major, kernel?.major ?? major],
    ["minor", minor, kernel?.minor ?? minor],
    ["patch", patch, kernel?.patch ?? patch],
  ]);
  yield* demand(ctx, header, "incompatible restart user flags", [["uflags", uflags, 0n]]);
  yield* demand(ctx, header, "incompatible kernel constants", [
    ["constants.task_comm_len", constants.task_comm_len, CkptConstant.TASK_COMM_LEN],
    ["constants.uts_release_len", constants.uts_release_len, CkptConstant.UTS_LEN],
    ["constants.uts_version_len", constants.uts_version_len, CkptConstant.UTS_LEN],
    ["constants.uts_machine_len", constants.uts_machine_len, CkptConstant.UTS_LEN],
  ]);
}

function* demand(
  ctx: CkptContext,
  header: ReadRecord<CkptHdrHeaderView>,
  summary: string,
  requirements: readonly Requirement[],
): Driver<void> {
  const broken = requirements.find(([, found, expected]) => found !== expected);
  if (broken === undefined) return;
  const [path, found, expected] = broken;
  const text = format(`[E @ %s]%s`, [callSite(demand), summary]);
  yield* log(makeMessage("EINVAL", ctx.pos, text).text);
  throw wrongValue(header.place, path, "wrong-constant", found, expected, summary);
}
