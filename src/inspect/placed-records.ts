import { createHash } from "node:crypto";
import { type Families, recogniseImage, scan } from "../image/index.ts";
import type { Family } from "../wire/index.ts";
import { inLittleEndian } from "./compare-records.ts";
import { recordLeaves } from "./record-leaves.ts";
import { type Role, RoleTracker } from "./roles.ts";

/** A record of an image in memory. */
export interface Placed {
  /** C name; of an unknown one, its type too */
  readonly name: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly role: Role | undefined;
}

/** An image in memory, cut into records. */
export interface PlacedImage {
  readonly family: Family;
  readonly bytes: Uint8Array;
  readonly records: readonly Placed[];
  /** where the records end */
  readonly end: number;
}

/** Two images cannot be compared in memory of reasonable size. */
export class TooLargeToCompare extends Error {
  override readonly name = "TooLargeToCompare";
}

/** Each takes some hundred bytes of memory, however short it is. */
export const mostRecords = 500_000;

/**
 * Cuts an image into records, as far as its framing allows.
 *
 * @throws TooLargeToCompare
 */
export function placeRecords(
  bytes: Uint8Array,
  families: Families,
  maxRecords: number,
  which: "first" | "second",
): PlacedImage {
  const { family } = recogniseImage(bytes, families);
  const roles = new RoleTracker();
  const records: Placed[] = [];
  const { offset: end } = scan(bytes, family, (type, offset, size) => {
    const record = bytes.subarray(offset, offset + size);
    const name = family.codecAt(record)?.name ?? `unknown type ${type}`;
    if (records.length >= maxRecords) {
      throw new TooLargeToCompare(`the ${which} image has more than ${maxRecords} records, too many to compare`);
    }
    records.push({ name, offset, bytes: record, role: roles.nextOf(family, record) });
  });
  return { family, bytes, records, end };
}

/** What stands for all that a record says, in whatever byte order it says it: equal where its leaves are. */
export function digestOf(family: Family, { bytes, role }: Placed): Uint8Array {
  const hash = createHash("sha256").update(`${bytes.length}:`);
  const codec = family.codecAt(bytes);
  const leaves = codec && recordLeaves(codec, bytes, role, Number.POSITIVE_INFINITY);
  for (const leaf of leaves ?? []) {
    const content = contentOf(inLittleEndian(leaf, family.byteOrder).value);
    hash.update(`${leaf.path}=${content.length}:`).update(content);
  }
  if (leaves === undefined) hash.update(bytes.subarray(family.framing.headerSize));
  return hash.digest();
}

/** Other bytes for each other value. UTF-8 would make all lone surrogates the same, which stand for bytes that are no text. */
function contentOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Buffer.from(Object.is(value, -0) ? "-0" : String(value), "utf16le");
}

/** What stands between the records, without the zeros that belong there. */
export function paddingOf({ bytes, records, end }: PlacedImage): Uint8Array {
  const ends = records.map((record) => record.offset + record.bytes.length);
  const parts = [...ends.entries()].map(([i, from]) => bytes.subarray(from, records[i + 1]?.offset ?? end));
  return Buffer.concat(parts.filter((part) => part.some((byte) => byte !== 0)));
}
