import type { Codec, OrderedCodec, View } from "../../wire/codec.ts";
import type { CkptContext } from "../context.ts";

/** The codec that reads a record in the byte order of the image. */
export function inImageOrder<T, Init, V extends View>(
  { byteOrder }: CkptContext,
  codec: OrderedCodec<T, Init, V>,
): Codec<T, Init, V> {
  return byteOrder === "big" ? codec.be : codec;
}
