import { type Families, preambleOf, recogniseImage, scan, typeAt } from "../../image/index.ts";
import { type AnyCodec, BytewrightError, type Family, faultOf, type RecordType, showType } from "../../wire/index.ts";
import type { WholeRecord } from "../flatten-record.ts";
import { type Follower, FollowerTracker } from "../followers.ts";

/** A record of an image in memory. */
export interface Placed extends WholeRecord {
  /** C name; of an unknown one, its type too */
  readonly name: string;
  readonly offset: number;
}

/** An image in memory, cut into records. There may be very many: of each, this keeps no more than where it stands. */
export interface PlacedImage {
  readonly family: Family;
  readonly bytes: Uint8Array;
  /** number of records */
  readonly count: number;
  /** where the records end */
  readonly end: number;
  offsetAt(i: number): number;
  sizeAt(i: number): number;
  /** C name; of an unknown record, its type */
  nameAt(i: number): string | number;
  recordAt(i: number): Placed;
}

/** What tells unknown records apart: a number, where that does, takes no memory. */
function unknownAs(type: RecordType = 0): string | number {
  return typeof type === "number" ? type : unknownName(type);
}

function unknownName(type: RecordType): string {
  return `unknown type ${showType(type)}`;
}

/** Each takes 24 bytes of memory, and 8 more where it is a follower, however short it is. */
const mostRecords = 500_000;

/**
 * Cuts an image, which starts at `start` of a file, into records as far as its framing allows; `which` names it in errors.
 *
 * @throws BytewrightError if there are too many
 */
export function placeRecords(bytes: Uint8Array, families: Families, which: string, start: number): PlacedImage {
  const { family } = recogniseImage(bytes, families);
  const preamble = preambleOf(family, bytes);
  const codec = preamble === undefined || "code" in preamble ? undefined : preamble;
  let count = codec === undefined ? 0 : 1;
  const { offset: end } = scan(bytes, family, () => {
    if (++count <= mostRecords) return;
    throw new BytewrightError(faultOf("too-large", which, "", undefined, `over ${mostRecords} records`, mostRecords));
  });
  const [offsets, sizes] = [new Float64Array(count), new Float64Array(count)];
  const codecs = new Array<AnyCodec | undefined>(count);
  const followers: Follower[] = [];
  const tracker = new FollowerTracker();
  let placed = 0;
  if (codec !== undefined) {
    [sizes[0], codecs[0]] = [codec.layout.size, codec];
    placed++;
  }
  scan(bytes, family, (_, offset, size) => {
    const record = bytes.subarray(offset, offset + size);
    offsets[placed] = offset;
    sizes[placed] = size;
    codecs[placed] = family.codecAt(record);
    const follower = tracker.next(family, { kind: "record", bytes: record });
    if (follower !== undefined) followers[placed] = follower;
    placed++;
  });
  const offsetAt = (i: number) => offsets[i] as number;
  const sizeAt = (i: number) => sizes[i] as number;
  const nameAt = (i: number) => codecs[i]?.name ?? unknownAs(typeAt(family, bytes, offsetAt(i)));
  const recordAt = (i: number): Placed => {
    const [offset, known] = [offsetAt(i), nameAt(i)];
    const name = typeof known === "string" ? known : unknownName(known);
    const record = bytes.subarray(offset, offset + sizeAt(i));
    const place = { family, name, offset: start + offset, bytes: record, follower: followers[i] };
    return i === 0 && codec !== undefined ? { ...place, codec } : place;
  };
  return { family, bytes, count, end, offsetAt, sizeAt, nameAt, recordAt };
}
