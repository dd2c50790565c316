import { CkptHdr } from "../../generated/ckpt/index.ts";
import { MAX_LENGTH } from "../context/index.ts";

/** Whether a record can have this length, its header included. */
export function isLength(len: number): boolean {
  return len >= CkptHdr.layout.size && len <= MAX_LENGTH;
}
