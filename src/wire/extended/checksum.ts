import { crc32, crc32c, internetChecksum } from "../checksums.ts";
import { isLittle } from "../kinds/integer.ts";
import type { Extent } from "./placed.ts";
import type { PlannedChecksum, Spot } from "./plan.ts";

type Placed = Pick<Extent, "parts" | "end">;

/** Where something stands in the record at `p`; undefined of a part that is not there. */
export function placeOf(
  { part, offset, size }: Spot,
  { parts }: Placed,
  p: number,
): { readonly at: number; readonly end: number } | undefined {
  return part === undefined ? { at: p + offset, end: p + offset + size } : parts.find((one) => one.part === part);
}

const algorithms = { crc32, crc32c, internet: internetChecksum };

/**
 * The number that a checksum at `at` has to be by the bytes of its record, among which it counts as 0 itself. That of
 * the internet stands in the order of the words that it adds.
 */
export function checksumOf(
  { algorithm, own, from, to }: PlannedChecksum,
  extent: Placed,
  bytes: Uint8Array,
  p: number,
  at: number,
  le: boolean,
): number {
  const start = (from && placeOf(from, extent, p)?.at) ?? p;
  // One behind the others is of what is before it.
  const last = own.part === undefined ? extent.end : at;
  const end = Math.max(start, (to && placeOf(to, extent, p)?.end) ?? last);
  const isInside = at < end && at + own.size > start;
  const summed = isInside ? new Uint8Array(bytes.subarray(start, end)) : bytes.subarray(start, end);
  if (isInside) summed.fill(0, Math.max(0, at - start), at + own.size - start);
  const sum = algorithms[algorithm](summed);
  const { type } = own;
  const isSwapped = algorithm === "internet" && isLittle(type.kind === "integer" ? type.byteOrder : undefined, le);
  return isSwapped ? ((sum & 0xff) << 8) | (sum >> 8) : sum;
}
