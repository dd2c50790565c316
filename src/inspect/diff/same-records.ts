import { isSamePart } from "../bytes.ts";
import { flattenRecord } from "../flatten-record.ts";
import { isSameFormat } from "./compare-records.ts";
import type { Placed, PlacedImage } from "./placed-records.ts";

/** Whether a record of one image, by its number, is the same as one of another. */
export type Same = (inA: number, inB: number) => boolean;

/** Whether two records say the same: in one format by their bytes; in two, very likely, by all that they hold. */
export function sameRecord(a: PlacedImage, b: PlacedImage): Same {
  if (isSameFormat(a.family, b.family)) {
    return (i, j) => {
      const size = a.sizeAt(i);
      return size === b.sizeAt(j) && isSamePart(a.bytes, a.offsetAt(i), b.bytes, b.offsetAt(j), size);
    };
  }
  const [hashesA, hashesB] = [hashesOf(a), hashesOf(b)];
  return (i, j) => hashesA[i] === hashesB[j];
}

function hashesOf({ count, recordAt }: PlacedImage): Float64Array {
  const hash = new Hash();
  return new Float64Array(count).map((_, i) => hashOf(hash, recordAt(i)));
}

/** A number for all that a record says, in whatever byte order it says it: equal where its name and fields are. */
function hashOf(hash: Hash, record: Placed): number {
  const { family, name, bytes } = record;
  hash.add(name);
  hash.add(bytes.length);
  const fields = flattenRecord(record);
  for (const { path, value } of fields ?? []) {
    hash.add(path);
    hash.add(value);
  }
  if (fields === undefined) hash.add(bytes.subarray(family.framing.headerSize));
  return hash.take();
}

/** 53 bits that change with all that is added; not made to withstand those who want two things to have the same. */
class Hash {
  // As properties, numbers over 31 bits would be made objects.
  readonly #state = new Int32Array(2);

  add(value: unknown): void {
    if (value instanceof Uint8Array) for (const byte of value) this.#mix(byte);
    else {
      const text = Object.is(value, -0) ? "-0" : String(value);
      for (let i = 0; i < text.length; i++) this.#mix(text.charCodeAt(i));
    }
    // What ends here is not what goes on.
    this.#mix(0x10000);
  }

  /** Of all since the last `take`. */
  take(): number {
    const [low, high] = this.#state as unknown as [number, number];
    this.#state.fill(0);
    return (high >>> 11) * 2 ** 32 + (low >>> 0);
  }

  #mix(unit: number): void {
    const low = this.#state[0] as number;
    const high = this.#state[1] as number;
    this.#state[0] = Math.imul(low ^ unit, 0x01000193) ^ (high >>> 15);
    this.#state[1] = Math.imul(high ^ unit ^ 0x9e3779b9, 0x5bd1e995) ^ (low >>> 13);
  }
}
