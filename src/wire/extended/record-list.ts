import { bytesOf } from "../binding.ts";
import type { AnyCodec } from "../codec.ts";
import { BytewrightError, type Fault, faultOf } from "../errors.ts";
import { tooManyElements } from "../faults.ts";
import { framedLength, framedType } from "../framing.ts";
import { type InnerFamily, leastSize, type RecordsLayout } from "../layout.ts";
import { mostElements, mostLevels } from "../limits.ts";
import { elementsIn, sizesOf } from "../sizes.ts";
import { joinPaths } from "../where.ts";
import { type Extent, extentOf } from "./extent.ts";

type InnerCodec = AnyCodec & {
  /** As `decode`, of a record that has been found to be right; `extent` is where its parts stand. */
  read?(bytes: Uint8Array, at: number, extent: Extent | undefined): unknown;
};

/** A record of a list, as its family frames it. */
export interface ListedRecord {
  readonly at: number;
  end: number;
  /** undefined of an unknown one */
  readonly codec: InnerCodec | undefined;
  /** of one with parts, once it has been looked at */
  extent: Extent | undefined;
}

/** The records of a list, as far as they can be told apart. */
export interface RecordList {
  readonly family: InnerFamily;
  readonly records: readonly ListedRecord[];
  /** in how many records they are */
  readonly level: number;
  /** where the last one ends, without what aligns another one */
  readonly end: number;
  readonly fault?: Fault | undefined;
}

/** The family in the byte order that its records have there. */
export function familyIn({ of }: RecordsLayout, le: boolean): InnerFamily {
  const family = of();
  return le ? family : (family.be ?? family);
}

export function paddingFor(size: number, align: number): number {
  return (align - (size % align)) % align;
}

export function tooDeep(record: string, offset?: number): Fault {
  return faultOf("too-large", record, "", offset, `over ${mostLevels} levels of records in records`, mostLevels);
}

let level = 0;

/**
 * Does what is done with the records inside another one.
 * @throws BytewrightError if that is in too many
 */
export function oneDeeper<T>(record: string, work: () => T): T {
  if (level >= mostLevels) throw new BytewrightError(tooDeep(record));
  level++;
  try {
    return work();
  } finally {
    level--;
  }
}

/** Cuts the bytes from `from` to `end` into records. */
export function listRecords(
  type: RecordsLayout,
  v: DataView,
  from: number,
  end: number,
  le: boolean,
  level = 1,
): RecordList {
  const family = familyIn(type, le);
  const bytes = bytesOf(v);
  const records: ListedRecord[] = [];
  let last = from;
  for (let at = from; at < end; at = last + paddingFor(last - from, family.framing.align)) {
    const found = frame(family, v, bytes, at, end, level);
    if ("code" in found || records.length === mostElements) {
      const fault = "code" in found ? found : tooManyElements("", "", at, records.length + 1, "list");
      return {
        family,
        records,
        level,
        end: last,
        fault: { ...fault, path: joinPaths(`[${records.length}]`, fault.path) },
      };
    }
    records.push(found);
    last = found.end;
  }
  return { family, records, level, end: last };
}

function frame(
  family: InnerFamily,
  v: DataView,
  bytes: Uint8Array,
  at: number,
  end: number,
  level: number,
): ListedRecord | Fault {
  const { framing, byteOrder } = family;
  const { headerSize, length } = framing;
  if (level > mostLevels) return tooDeep("", at);
  const left = end - at;
  if (left < headerSize) return faultOf("out-of-bounds", "", "", at, left, headerSize);
  const codec = family.codecAt(bytes, at, end);
  if (length === undefined && codec === undefined) {
    const expected = "a type that tells how long the record is";
    return faultOf("wrong-type", "", "", at, framedType(framing, byteOrder, bytes, at), expected);
  }
  const record: ListedRecord = { at, end: at, codec, extent: undefined };
  const size = length
    ? framedLength(framing, byteOrder, bytes, at)
    : measure(record, codec as InnerCodec, v, end, byteOrder === "little", level);
  if (size < Math.max(1, headerSize)) {
    return faultOf("wrong-length", "", length?.name ?? "", at + (length?.offset ?? 0), size, `${headerSize} or more`);
  }
  if (size > left) return faultOf("out-of-bounds", "", "", at, left, size);
  record.end = at + size;
  return record;
}

/** Bytes of a record whose header does not tell them. */
function measure(record: ListedRecord, { layout }: InnerCodec, v: DataView, end: number, le: boolean, level: number) {
  const { at } = record;
  const least = leastSize(layout);
  if (at + least > end) return least;
  if (layout.extended !== undefined) {
    record.extent = extentOf(layout, v, at, le, end, level);
    return record.extent.end - at;
  }
  const sizes = sizesOf(layout);
  if (sizes.array === undefined) return least;
  return least + elementsIn(sizes, sizes.array.type, v, at, le, end) * sizes.array.type.stride;
}
