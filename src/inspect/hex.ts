/** Bytes in hexadecimal, two digits each. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

const noDigit = /[^0-9a-fA-F]/;

/** The bytes that `hex` spells, undefined if it spells none. */
export function fromHex(hex: string): Uint8Array | undefined {
  // Buffer stops at the first character that is no noDigit, and takes some that look like none for noDigits.
  if (hex.length % 2 !== 0 || noDigit.test(hex)) return undefined;
  const bytes = Buffer.from(hex, "hex");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Bytes that `shortHex` shows. */
export const MOST_SHOWN = 24;

/** Bytes for people: the first of them, and how many there are where that is not all. `bytes` may start more, `total`. */
export function shortHex(bytes: Uint8Array, total: number = bytes.length): string {
  return total <= MOST_SHOWN ? toHex(bytes) : `${toHex(bytes.subarray(0, MOST_SHOWN))}... (${total} bytes)`;
}
