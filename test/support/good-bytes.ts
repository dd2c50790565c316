import type { AnyCodec } from "../../src/wire/index.ts";

/** Random bytes of a struct, made such that its codec takes them: of those that it refuses, the lowest bit is left. */
export function goodBytes(codec: AnyCodec, bytes: Uint8Array, at = 0): Uint8Array {
  const view = codec.view(bytes, at);
  for (let fault = codec.check(view); fault?.offset !== undefined; fault = codec.check(view)) {
    bytes[fault.offset] = (bytes[fault.offset] as number) & 1;
  }
  return bytes;
}
