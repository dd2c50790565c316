import { CkptHdr } from "../../../generated/ckpt/index.ts";

/** A copy of `image` with `bytes` at `at`. */
export function withBytes(image: Uint8Array, at: number, bytes: ArrayLike<number>): Uint8Array {
  const copy = image.slice();
  copy.set(bytes, at);
  return copy;
}

export function u16(value: number): Uint8Array {
  return new Uint8Array(Uint16Array.of(value).buffer);
}

export function u32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

export function u64(value: bigint): Uint8Array {
  return new Uint8Array(BigUint64Array.of(value).buffer);
}

/** A record as the image has it, whose header may say what is not so. */
export function rawRecord(type: number, payload: Uint8Array | string, len?: number): Uint8Array {
  const bytes = Buffer.from(payload);
  const header = CkptHdr.encode({ type, len: len ?? 8 + bytes.length });
  return new Uint8Array(Buffer.concat([header, bytes]));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
