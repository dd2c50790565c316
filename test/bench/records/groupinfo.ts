import type { CkptHdrGroupinfo } from "bytewright/ckpt-v23";
import type { RecordKind } from "./record-kind.ts";

/** Most supplementary groups that a value here has. */
const mostGroups = 16;

/** A variable record of 20 to 80 bytes, a count and a list of u32: `ckpt_hdr_groupinfo` of version 23. */
export const groupinfo: RecordKind<CkptHdrGroupinfo> = {
  name: "groupinfo",
  slot: 16 + 4 * mostGroups,
  values: Array.from({ length: 64 }, (_, i) => {
    const ngroups = 1 + ((i * 7) % mostGroups);
    return { $name: "ckpt_hdr_groupinfo", ngroups, groups: Array.from({ length: ngroups }, (_, g) => 20 + i + g * 61) };
  }),
  sizeOf: ({ groups }) => 16 + 4 * groups.length,
  write({ groups }, view, at) {
    view.setUint32(at, 117, true);
    view.setUint32(at + 4, 16 + 4 * groups.length, true);
    view.setUint32(at + 8, groups.length, true);
    groups.forEach((group, i) => {
      view.setUint32(at + 12 + 4 * i, group, true);
    });
    view.setUint32(at + 12 + 4 * groups.length, 0, true);
  },
};
