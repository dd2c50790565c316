import { crc32, crc32c, internetChecksum } from "../checksums.ts";
import { findField } from "../find-field.ts";
import { type ChecksumLayout, type FieldLayout, fieldTypeOf, type Layout } from "../layout.ts";
import type { Extent } from "./extent.ts";

/** A field or part of a record, where it stands. */
export interface Spot {
  readonly field: FieldLayout;
  readonly at: number;
  readonly end: number;
}

/** What stands at a path, which may be the name of a part; undefined if it is not there. */
export function spotOf(layout: Layout, { parts }: Pick<Extent, "parts">, p: number, path: string): Spot | undefined {
  const placed = parts.find(({ part }) => part.name === path);
  if (placed !== undefined) return { field: placed.part, at: placed.at, end: placed.end };
  const found = findField(layout, path.split("."));
  return found && { field: found.field, at: p + found.offset, end: p + found.offset + found.field.size };
}

/** The checksum that the bytes of a record have. `own` is where it stands: bytes that count as 0. */
export function checksumOf(
  { algorithm, from, to }: ChecksumLayout,
  layout: Layout,
  extent: Pick<Extent, "parts" | "end">,
  bytes: Uint8Array,
  p: number,
  own: Spot,
): number {
  const start = from === undefined ? p : (spotOf(layout, extent, p, from)?.at ?? p);
  // One behind the others is of what is before it.
  const last = extent.parts.some(({ part }) => part === own.field) ? own.at : extent.end;
  const end = to === undefined ? last : (spotOf(layout, extent, p, to)?.end ?? last);
  const copy = new Uint8Array(bytes.subarray(start, Math.max(start, end)));
  copy.fill(0, Math.max(0, own.at - start), Math.max(0, own.end - start));
  if (algorithm !== "internet") return algorithm === "crc32" ? crc32(copy) : crc32c(copy);
  return internetChecksum(copy);
}

/** The number that a field has to hold: the bytes of an internet checksum stand in the order of the words. */
export function asStored({ algorithm }: ChecksumLayout, field: FieldLayout, sum: number, le: boolean): number {
  const type = fieldTypeOf(field);
  const order = type.kind === "integer" ? type.byteOrder : undefined;
  const isLittle = order === undefined ? le : order === "little";
  return algorithm === "internet" && isLittle ? ((sum & 0xff) << 8) | (sum >> 8) : sum;
}
