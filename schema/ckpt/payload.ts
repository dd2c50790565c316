import { bytes, record } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

// Source of these three: the writers and readers of kernel/checkpoint/ in linux-cr, patch 07 of 19. C gives them no
// struct of their own: they are a ckpt_hdr with bytes behind it, and no padding after them.

export const ckptHdrBuffer = record("ckpt_hdr_buffer", {
  doc: "Bytes whose meaning follows from the record before: the three utsname strings after a header, for instance.",
  type: CkptHdrType.CKPT_HDR_BUFFER,
  fields: { payload: bytes().text().doc("The bytes, without padding.") },
});

export const ckptHdrString = record("ckpt_hdr_string", {
  doc: "Text whose meaning follows from the record before: a task's comm, or the reason of an error.",
  type: CkptHdrType.CKPT_HDR_STRING,
  fields: { payload: bytes().text().doc("The text as it was in memory; a final NUL is not promised.") },
});

export const ckptHdrError = record("ckpt_hdr_error", {
  doc: "Says that the checkpoint failed. The reason is its payload or, where that is empty, the STRING that follows.",
  type: CkptHdrType.CKPT_HDR_ERROR,
  followers: [{ name: "reason", record: "ckpt_hdr_string", as: "text" }],
  fields: { payload: bytes().text().doc("The reason, with one NUL in front of it; often empty.") },
});
