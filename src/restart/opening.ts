import { CkptHdr, CkptHdrHeader, CkptHdrType } from "../../generated/ckpt/index.ts";
// Not from the index: of a hundred modules, this takes what it needs.
import { CkptConstant as CkptV23Constant } from "../../generated/ckpt-v23/ckpt-constant.ts";
import { CkptHdrHeader as CkptV23HdrHeader } from "../../generated/ckpt-v23/ckpt-hdr-header.ts";
import type { ByteOrder } from "../wire/codec.ts";

const { CKPT_HDR_HEADER: type } = CkptHdrType;

/** The first 8 bytes of an image that is big-endian: any others are read as little-endian, and refused if they are not. */
const bigEndianOpenings = [CkptHdrHeader, CkptV23HdrHeader].map(({ layout }) =>
  CkptHdr.be.encode({ type, len: layout.size }),
);

/** The byte order of an image, by the header of its first record. */
export function orderOfOpening(bytes: Uint8Array): ByteOrder {
  return bigEndianOpenings.some((opening) => opening.every((byte, i) => byte === bytes[i])) ? "big" : "little";
}

/** What an image is that opens with a HEADER of this length, if it is of the version that restart does not take. */
export function describeOtherVersion(len: number): string | undefined {
  if (len !== CkptV23HdrHeader.layout.size) return undefined;
  return `an image of format revision ${CkptV23Constant.CHECKPOINT_VERSION} (linux-cr v23), which this restart does not take`;
}
