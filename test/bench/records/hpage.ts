import type { CkptHdrHpage } from "bytewright/ckpt-v23";
import type { RecordKind } from "./record-kind.ts";

/** 24 bytes, a union of two u64 without a name among them: `ckpt_hdr_hpage` of version 23. */
export const hpage: RecordKind<CkptHdrHpage> = {
  name: "hpage",
  way: "hpage",
  about: "ckpt_hdr_hpage of version 23, 24 bytes, a union of two u64",
  slot: 24,
  values: Array.from({ length: 64 }, (_, i) => {
    const vaddr = 0x7f12_3456_7000n + BigInt(i) * 0x20_0000n;
    return { $name: "ckpt_hdr_hpage", vaddr, index: vaddr, shift: 21 };
  }),
  write({ vaddr, shift }, view, at) {
    view.setUint32(at, 404, true);
    view.setUint32(at + 4, 24, true);
    view.setBigUint64(at + 8, vaddr, true);
    view.setBigUint64(at + 16, BigInt(shift), true);
  },
};
