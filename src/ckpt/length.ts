import { CkptHdr } from "../../generated/ckpt/index.ts";

/** A record's length is read as a signed number by the kernel, so none is longer. */
export const MAX_LENGTH: number = 0x7fffffff;

/** Whether a record can have this length, its header included. */
export function isLength(len: number): boolean {
  return len >= CkptHdr.layout.size && len <= MAX_LENGTH;
}
