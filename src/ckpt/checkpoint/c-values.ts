import { requireBytes } from "../../wire/index.ts";
import { CkptError } from "../ckpt-error.ts";

/** A C `int` as the u32 that an image stores; what is no int is left for the codec to refuse. */
export function signed32(value: number): number {
  return value < 0 && value >= -0x80000000 ? value + 0x100000000 : value;
}

/** A C `long long` as the u64 that an image stores; what is none is left for the codec to refuse. */
export function signed64(value: bigint): bigint {
  return value < 0n && value >= -(1n << 63n) ? value + (1n << 64n) : value;
}

/**
 * Bytes as a C array of `size` holds them: the rest is NULs.
 *
 * @throws CkptError EINVAL if they do not fit
 * @throws BytewrightError if they are no bytes
 */
export function padded(name: string, bytes: Uint8Array, size: number): Uint8Array {
  requireBytes(bytes, name);
  if (bytes.length > size) throw new CkptError("EINVAL", `${name}: ${bytes.length} bytes do not fit into ${size}`);
  const array = new Uint8Array(size);
  array.set(bytes);
  return array;
}
