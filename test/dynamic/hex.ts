/** Bytes written in hexadecimal, with spaces where they help. */
export function hex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, "");
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** The bytes somewhere inside others, at an offset that is a multiple of nothing. */
export function inside(bytes: Uint8Array, at: number): Uint8Array {
  const all = new Uint8Array(at + bytes.length + 3).fill(0xee);
  all.set(bytes, at);
  return all;
}
