import { type Families, recogniseImage, scan, typeAt } from "../../image/index.ts";
import type { AnyCodec, Family } from "../../wire/index.ts";
import { type Follower, FollowerTracker } from "../followers.ts";

/** A record of an image in memory. */
export interface Placed {
  /** C name; of an unknown one, its type too */
  readonly name: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly follower: Follower | undefined;
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
  /** undefined of an unknown record */
  codecAt(i: number): AnyCodec | undefined;
  recordAt(i: number): Placed;
}

/** Two images cannot be compared in memory of reasonable size. */
export class TooLargeToCompare extends Error {
  override readonly name = "TooLargeToCompare";
}

/** Each takes 16 bytes of memory, 24 in images of two formats, however short it is. */
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
  let count = 0;
  const { offset: end } = scan(bytes, family, () => {
    if (++count > maxRecords) {
      throw new TooLargeToCompare(`the ${which} image has more than ${maxRecords} records, too many to compare`);
    }
  });
  const Numbers = bytes.length < 2 ** 32 ? Uint32Array : Float64Array;
  const [offsets, sizes] = [new Numbers(count), new Numbers(count)];
  const codecs = new DictionaryColumn<AnyCodec>(count);
  const followers = new DictionaryColumn<Follower>(count, ({ owner, name }) => `${owner}.${name}`);
  const tracker = new FollowerTracker();
  let placed = 0;
  scan(bytes, family, (_, offset, size) => {
    offsets[placed] = offset;
    sizes[placed] = size;
    const record = bytes.subarray(offset, offset + size);
    codecs.set(placed, family.codecAt(record));
    followers.set(placed++, tracker.nextOf(family, record));
  });
  const offsetAt = (i: number) => offsets[i] as number;
  const sizeAt = (i: number) => sizes[i] as number;
  const codecAt = (i: number) => codecs.at(i);
  const recordAt = (i: number): Placed => {
    const offset = offsetAt(i);
    const name = codecAt(i)?.name ?? `unknown type ${typeAt(family, bytes, offset) ?? 0}`;
    return { name, offset, bytes: bytes.subarray(offset, offset + sizeAt(i)), follower: followers.at(i) };
  };
  return { family, bytes, count, end, offsetAt, sizeAt, codecAt, recordAt };
}

/** A value for each of many numbers, or none. There may be few different ones: each is held once. */
class DictionaryColumn<T extends object> {
  readonly #places: Uint32Array;
  readonly #values: (T | undefined)[] = [undefined];
  readonly #known = new Map<unknown, number>();
  readonly #keyOf: (value: T) => unknown;

  /** `keyOf` gives what is the same for values that are; default: the value itself. */
  constructor(count: number, keyOf: (value: T) => unknown = (value) => value) {
    this.#places = new Uint32Array(count);
    this.#keyOf = keyOf;
  }

  set(i: number, value: T | undefined): void {
    if (value === undefined) return;
    const key = this.#keyOf(value);
    let place = this.#known.get(key);
    if (place === undefined) {
      place = this.#values.push(value) - 1;
      this.#known.set(key, place);
    }
    this.#places[i] = place;
  }

  at(i: number): T | undefined {
    return this.#values[this.#places[i] as number];
  }
}
