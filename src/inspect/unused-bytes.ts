import type { ByteOrder, FieldLayout, PaddingLayout } from "../wire/index.ts";

/** The bytes of a reserved field or hole of the struct at `base`; bits beside it are 0, bytes past the end left out. */
export function unusedBytes(
  { offset, size, bits }: FieldLayout | PaddingLayout,
  base: number,
  { bytes, byteOrder }: { readonly bytes: Uint8Array; readonly byteOrder: ByteOrder },
): Uint8Array {
  const part = bytes.subarray(base + offset, base + offset + size);
  if (bits === undefined) return part;
  const first = bits.at - offset * 8;
  return part.map((byte, i) => byte & maskOf(i * 8, first, first + bits.width, byteOrder));
}

/** Which of the eight bits from `start` on lie within `first` to `end`, as a byte; see `BitRange` for how they count. */
function maskOf(start: number, first: number, end: number, byteOrder: ByteOrder): number {
  let mask = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (start + bit >= first && start + bit < end) mask |= byteOrder === "little" ? 1 << bit : 0x80 >> bit;
  }
  return mask;
}
