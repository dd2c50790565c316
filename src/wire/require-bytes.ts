import { isBytes } from "./is-bytes.ts";
import { wrongValue } from "./values.ts";
import { whereIn } from "./where.ts";

/**
 * @throws BytewrightError if what was given as (part of) `what` is no array of bytes, as a stream of texts has it, or one
 * whose memory was taken away, which would pass for an empty one
 */
export function requireBytes(bytes: unknown, what = "image"): asserts bytes is Uint8Array {
  if (!isBytes(bytes)) throw wrongValue(whereIn(what), bytes, "a Uint8Array");
}
