import { type Fault, faultOf } from "../errors.ts";
import { tooManyElements } from "../faults.ts";
import { framedLength, framedType } from "../framing.ts";
import { type InnerFamily, type Layout, leastSize, type RecordsLayout } from "../layout.ts";
import { mostElements } from "../limits.ts";
import { elementsIn, sizesOf } from "../sizes.ts";
import { oneDeeper, orFault } from "./depth.ts";

/** A record of a list, as its family frames it. */
export interface ListedRecord {
  readonly at: number;
  readonly end: number;
  /** where the next one begins, or the list ends */
  readonly next: number;
  /** undefined of an unknown one */
  readonly layout: Layout | undefined;
}

/** The records of a list, as far as they can be told apart. */
export interface RecordList {
  readonly family: InnerFamily;
  readonly records: readonly ListedRecord[];
  /** where the last one ends, without what aligns another one */
  readonly end: number;
  readonly fault?: Fault | undefined;
}

/** Bytes of a record of a family without lengths. */
export type MeasureRecord = (layout: Layout, at: number, le: boolean) => number;

/** The family in the byte order that its records have there. */
export function familyIn({ of }: RecordsLayout, le: boolean): InnerFamily {
  const family = of();
  return le ? family : (family.be ?? family);
}

export function paddingFor(size: number, align: number): number {
  return (align - (size % align)) % align;
}

/** The bytes that are seen through an accessor, up to an end. */
export function bytesIn({ buffer, byteOffset }: DataView, end: number): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, end);
}

/** Cuts the bytes from `from` to `end` into records. */
export function listRecords(
  type: RecordsLayout,
  v: DataView,
  from: number,
  end: number,
  le: boolean,
  measure: MeasureRecord,
): RecordList {
  const family = familyIn(type, le);
  const bytes = bytesIn(v, end);
  const records: ListedRecord[] = [];
  let last = from;
  for (let at = from; at < end; ) {
    const framed = frame(family, v, bytes, at, measure);
    const isFull = records.length === mostElements;
    const found = isFull ? tooManyElements("", "", at, records.length + 1, "list") : framed;
    if ("code" in found)
      return { family, records, end: last, fault: { ...found, path: `[${records.length}]${dotted(found)}` } };
    last = at + found.size;
    const next = Math.min(end, last + paddingFor(last - from, family.framing.align));
    records.push({ at, end: last, next, layout: found.layout });
    at = next;
  }
  return { family, records, end: last };
}

function dotted({ path }: Fault): string {
  return path === "" ? "" : `.${path}`;
}

interface Framed {
  readonly size: number;
  readonly layout: Layout | undefined;
}

function frame(
  family: InnerFamily,
  v: DataView,
  bytes: Uint8Array,
  at: number,
  measure: MeasureRecord,
): Framed | Fault {
  const { framing, byteOrder } = family;
  const { headerSize, length } = framing;
  const left = bytes.length - at;
  if (left < headerSize) return faultOf("out-of-bounds", "", "", at, left, headerSize);
  const layout = family.codecAt(bytes, at)?.layout;
  if (length === undefined && layout === undefined) {
    const expected = "a type that tells how long the record is";
    return faultOf("wrong-type", "", "", at, framedType(framing, byteOrder, bytes, at), expected);
  }
  const size = length
    ? framedLength(framing, byteOrder, bytes, at)
    : orFault(() => sizeBy(layout as Layout, v, at, bytes.length, byteOrder === "little", measure));
  if (typeof size !== "number") return size;
  if (size < Math.max(1, headerSize)) {
    return faultOf("wrong-length", "", length?.name ?? "", at + (length?.offset ?? 0), size, `${headerSize} or more`);
  }
  return size > left ? faultOf("out-of-bounds", "", "", at, left, size) : { size, layout };
}

function sizeBy(layout: Layout, v: DataView, at: number, end: number, le: boolean, measure: MeasureRecord): number {
  const least = leastSize(layout);
  if (at + least > end) return least;
  if (layout.extended !== undefined) return oneDeeper(layout.name, () => measure(layout, at, le));
  const sizes = sizesOf(layout);
  if (sizes.array === undefined) return least;
  return least + elementsIn(sizes, sizes.array.type, v, at, le, end) * sizes.array.type.stride;
}
