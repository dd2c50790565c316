import { isBytes, wrongValue } from "../wire/index.ts";

/**
 * @throws BytewrightError if what was given as (part of) an image is no array of bytes, as a stream of texts has it, or
 * one whose memory was taken away, which would pass for an empty one
 */
export function requireBytes(bytes: Uint8Array): void {
  if (!isBytes(bytes)) throw wrongValue("image", "", bytes, "a Uint8Array");
}
