import type { CkptHdrGroupinfo } from "bytewright/ckpt-v23";
import type { RecordKind } from "./record-kind.ts";

/** A variable record, a count and a list of so many u32: `ckpt_hdr_groupinfo` of version 23. */
export function groupinfoOf(ngroups: number): RecordKind<CkptHdrGroupinfo> {
  return {
    name: `groupinfo of ${ngroups}`,
    way: "groupinfo",
    about: `ckpt_hdr_groupinfo of version 23, a counted list of ${ngroups} u32`,
    slot: 16 + 4 * ngroups,
    values: Array.from({ length: 64 }, (_, i) => ({
      $name: "ckpt_hdr_groupinfo",
      ngroups,
      groups: Array.from({ length: ngroups }, (_, g) => 20 + i + g * 61),
    })),
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
}
