import { GrowingBytes } from "../image/growing-bytes.ts";
import type { PlacedImage } from "./placed-records.ts";

/** What stands between the records, without the zeros that belong there. */
export function paddingOf({ bytes, count, end, offsetAt, sizeAt }: PlacedImage): Uint8Array {
  const padding = new GrowingBytes();
  for (let i = 0; i < count; i++) {
    const from = offsetAt(i) + sizeAt(i);
    const to = i + 1 < count ? offsetAt(i + 1) : end;
    if (from === to) continue;
    const part = bytes.subarray(from, to);
    if (part.some((byte) => byte !== 0)) padding.append(part);
  }
  return padding.take();
}
