import { bytes, record } from "../dsl/index.ts";
import { CkptHdrType } from "./hdr.ts";

// Source of these three: the writers and readers of the linux-cr patches, and of user-cr, ckpt-v23-rc2. C gives them
// no struct of their own: they are a ckpt_hdr with bytes behind it, and no padding after them.

export const ckptHdrBuffer = record("ckpt_hdr_buffer", {
  doc: "Bytes whose meaning follows from the record before: strings, lists of structs, the contents of pages.",
  type: CkptHdrType.CKPT_HDR_BUFFER,
  fields: { payload: bytes().doc("The bytes, without padding.") },
});

export const ckptHdrString = record("ckpt_hdr_string", {
  doc: "Text whose meaning follows from the record before: a task's comm, or the reason of an error.",
  type: CkptHdrType.CKPT_HDR_STRING,
  fields: { payload: bytes().text().doc("The text as it was in memory; a final NUL is not promised.") },
});

export const ckptHdrError = record("ckpt_hdr_error", {
  doc: "Says that the checkpoint failed. The reason is the STRING that follows.",
  type: CkptHdrType.CKPT_HDR_ERROR,
  followers: [{ name: "reason", record: "ckpt_hdr_string", as: "text" }],
  fields: { payload: bytes().text().doc("Empty.") },
});
