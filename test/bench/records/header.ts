import type { CkptHdrHeader } from "bytewright/ckpt";
import type { RecordKind } from "./record-kind.ts";

/** CHECKPOINT_MAGIC_HEAD. */
export const headerMagic = 0x00feed0cc0a2d200n;

/** 56 bytes with a constant, a struct inside, a reserved field and holes: `ckpt_hdr_header`. */
export const header: RecordKind<CkptHdrHeader> = {
  name: "HEADER",
  way: "header",
  about: "ckpt_hdr_header, 56 bytes, three u64, a struct and holes",
  slot: 56,
  values: Array.from({ length: 64 }, (_, i) => ({
    $name: "ckpt_hdr_header",
    magic: headerMagic,
    major: 2,
    minor: 6,
    patch: i,
    rev: 3,
    constants: { task_comm_len: 16, uts_release_len: 65, uts_version_len: 65, uts_machine_len: 65 },
    time: 1_292_284_800n + BigInt(i) * 3607n,
    uflags: 0n,
  })),
  write(value, view, at) {
    view.setUint32(at, 1, true);
    view.setUint32(at + 4, 56, true);
    view.setBigUint64(at + 8, value.magic, true);
    view.setUint16(at + 16, 0, true);
    view.setUint16(at + 18, value.major, true);
    view.setUint16(at + 20, value.minor, true);
    view.setUint16(at + 22, value.patch, true);
    view.setUint16(at + 24, value.rev, true);
    view.setUint16(at + 26, 0, true);
    view.setUint32(at + 28, 0, true);
    view.setUint16(at + 32, value.constants.task_comm_len, true);
    view.setUint16(at + 34, value.constants.uts_release_len, true);
    view.setUint16(at + 36, value.constants.uts_version_len, true);
    view.setUint16(at + 38, value.constants.uts_machine_len, true);
    view.setBigUint64(at + 40, value.time, true);
    view.setBigUint64(at + 48, value.uflags, true);
  },
};
