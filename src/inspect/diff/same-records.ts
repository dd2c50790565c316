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
  return new Float64Array(count).map((_, i) => hashOf(recordAt(i)));
}

/** 53 bits that change with all that a record says; not made to withstand those who want two to have the same. */
function hashOf(record: Placed): number {
  let low = 0;
  let high = 0;
  for (const part of partsOf(record)) {
    const isText = typeof part === "string";
    for (let i = 0; i <= part.length; i++) {
      const unit = isText ? part.charCodeAt(i) : (part[i] as number);
      // What ends here is not what goes on.
      const next = i === part.length ? 0x10000 : unit;
      const before = low;
      low = Math.imul(low ^ next, 0x01000193) ^ (high >>> 15);
      high = Math.imul(high ^ next ^ 0x9e3779b9, 0x5bd1e995) ^ (before >>> 13);
    }
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

/** All that a record says, the same in whatever byte order it says it. */
function* partsOf(record: Placed): Generator<string | Uint8Array> {
  const { family, name, bytes } = record;
  yield name;
  yield String(bytes.length);
  const fields = flattenRecord(record);
  if (fields === undefined) yield bytes.subarray(family.framing.headerSize);
  for (const { path, value } of fields ?? []) {
    yield path;
    if (value instanceof Uint8Array) yield value;
    else yield Object.is(value, -0) ? "-0" : String(value);
  }
}
