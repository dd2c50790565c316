import { Ckpt } from "../../../generated/ckpt/index.ts";
import { encodeRecords } from "../../../src/image/index.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";

/** The ordinary image as a big-endian machine would have written it. */
export function bigEndianImage(): Uint8Array {
  return inBigEndian(ordinaryImage());
}

/** An image of good records in big-endian byte order, by the codecs alone. */
export function inBigEndian(image: Uint8Array): Uint8Array {
  const records: ReturnType<typeof Ckpt.decode>[] = [];
  for (let at = 0; at < image.length; ) {
    const record = Ckpt.decode(image, at);
    records.push(record);
    at += Ckpt.sizeOf(record);
  }
  return encodeRecords(Ckpt.be, records);
}
