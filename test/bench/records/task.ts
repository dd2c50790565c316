import type { CkptHdrTask } from "bytewright/ckpt";
import type { RecordKind } from "./record-kind.ts";

const states = [0, 1, 2, 4, 8, 64];

/** 40 bytes without a hole, two of its fields of 64 bits: `ckpt_hdr_task`. */
export const task: RecordKind<CkptHdrTask> = {
  name: "TASK",
  way: "task",
  about: "ckpt_hdr_task, 40 bytes, two u64",
  slot: 40,
  values: Array.from({ length: 64 }, (_, i) => ({
    $name: "ckpt_hdr_task",
    state: states[i % states.length] as number,
    exit_state: i % 8 === 7 ? 16 : 0,
    exit_code: (i % 5) << 8,
    exit_signal: 17,
    set_child_tid: 0x7f12_3456_7000n + BigInt(i) * 0x1_0290n,
    clear_child_tid: 0x7f12_8a00_02d0n + BigInt(i) * 0x2_1000n,
  })),
  write(value, view, at) {
    view.setUint32(at, 101, true);
    view.setUint32(at + 4, 40, true);
    view.setUint32(at + 8, value.state, true);
    view.setUint32(at + 12, value.exit_state, true);
    view.setUint32(at + 16, value.exit_code, true);
    view.setUint32(at + 20, value.exit_signal, true);
    view.setBigUint64(at + 24, value.set_child_tid, true);
    view.setBigUint64(at + 32, value.clear_child_tid, true);
  },
};
