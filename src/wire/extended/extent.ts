import { bytesOf } from "../binding.ts";
import { type Fault, faultOf } from "../errors.ts";
import { outOfBounds, tooManyElements } from "../faults.ts";
import { framedLength, framedType } from "../framing.ts";
import {
  type FlexibleLayout,
  type InnerCodec,
  type InnerFamily,
  type Layout,
  leastSize,
  type PartLayout,
  type RecordsLayout,
} from "../layout.ts";
import { sizeOf } from "../layout-data.ts";
import { mostElements, mostLevels, mostOf } from "../limits.ts";
import { elementsIn, sizesOf } from "../sizes.ts";
import { joinPaths } from "../where.ts";
import type { Extent, ListedRecord, PlacedPart, RecordList } from "./placed.ts";
import { type PlannedPart, planOf } from "./plan.ts";
import { familyIn, paddingFor, tooDeep } from "./record-list.ts";

/**
 * Looks where the record at `p` and its parts end; its fixed part, but for what came with later lengths, must fit. It is
 * in `level` other records.
 */
export function extentOf(layout: Layout, v: DataView, p: number, le: boolean, limit: number, level = 0): Extent {
  const { length, parts: planned, start, versions } = planOf(layout);
  const grows = layout.extended?.grows;
  const least = leastSize(layout);
  const { unit, before } = length ?? { unit: 1, before: 0 };
  const found = length?.read(v, p + length.offset, le);
  const told = found === undefined ? undefined : Number(found) * unit + before;
  const end = told === undefined ? limit : p + told;
  const parts: PlacedPart[] = [];
  const failed = (fault: Fault): Extent => {
    const known = parts.at(-1)?.next ?? p + least;
    return { layout: versions[0].layout, parts, known, end: Math.max(known, Math.min(end, limit)), fault };
  };
  const wrongLength = (expected: string | number) =>
    failed(faultOf("wrong-length", "", length?.path ?? "", p + (length?.offset ?? 0), found, expected));
  if (end < p + least) return wrongLength(`${Math.ceil((least - before) / unit)} or more`);
  if (end > limit) return failed(outOfBounds(layout.name, { length: limit }, p, end - p));
  let [version] = versions;
  for (const longer of versions) if (longer.size <= end - p) version = longer;
  const around = { v, p, le, end, level };
  let at = p + (start ?? version.size);
  for (const plan of planned) {
    const placed = placePart(plan, at, around);
    if ("code" in placed) return failed(placed);
    parts.push(placed);
    at = placed.next;
    const { list } = placed;
    if (list?.fault !== undefined) return failed({ ...list.fault, path: plan.part.name + list.fault.path });
  }
  if (at < end && told !== undefined && !grows) return wrongLength((at - p - before) / unit);
  return { layout: version.layout, parts, known: at, end: told === undefined && !grows ? at : end };
}

/** The record that parts are in; it starts at `p` and ends at `end`. */
interface Around {
  readonly v: DataView;
  readonly p: number;
  readonly le: boolean;
  readonly end: number;
  readonly level: number;
}

function placePart(plan: PlannedPart, at: number, around: Around): PlacedPart | Fault {
  const { v, p, le, end, level } = around;
  const { part } = plan;
  const { type, name, padded = 1 } = part;
  const size = sizeOfPart(plan, at, around);
  if (typeof size !== "number") return size;
  if (at + size > end) return faultOf("out-of-bounds", "", name, at, Math.max(0, end - at), size);
  if (type.kind === "records") {
    const list = listRecords(type, v, at, at + size, le, level + 1);
    return { part, at, elements: 0, end: list.end, next: at + size, list };
  }
  const elements = type.kind === "flexible" ? (size - (part.ends ? 1 : 0)) / type.stride : 0;
  const fault = type.kind === "flexible" ? tooMany(type, name, at, elements) : undefined;
  if (fault !== undefined) return fault;
  const next = at + size + paddingFor(at + size - p, padded);
  if (next > end) return faultOf("out-of-bounds", "", name, at, end - at, next - at);
  return { part, at, elements, end: at + size, next };
}

/** Bytes of a part, a NUL at its end included. */
function sizeOfPart({ part, count, behind }: PlannedPart, at: number, { v, p, le, end }: Around): number | Fault {
  const { type, name } = part;
  if (type.kind !== "flexible" && type.kind !== "records") return sizeOf(type);
  const stride = type.kind === "records" ? 1 : type.stride;
  if (part.ends) {
    for (let i = at; i < end; i++) if (v.getUint8(i) === 0) return i + 1 - at;
    const left = Math.max(0, end - at);
    return faultOf("out-of-bounds", "", name, at, `${left} without a NUL`, `${left + 1} or more`);
  }
  if (count === undefined) {
    const room = end - at - behind;
    if (room < 0) return faultOf("out-of-bounds", "", name, at, Math.max(0, end - at), behind);
    return Math.floor(room / stride) * stride;
  }
  const told = count.read(v, p + count.offset, le);
  const { isBytes, unit = 1, plus = 0 } = part.count as NonNullable<PartLayout["count"]>;
  const counted = Number(told) * unit + plus;
  const size = isBytes ? counted : counted * stride;
  if (counted < 0 || size % stride !== 0) {
    const expected =
      counted < 0 ? `${Math.ceil(-plus / unit)} or more` : `so many bytes that ${name} has whole elements`;
    return faultOf("wrong-count", "", count.path, p + count.offset, told, expected);
  }
  return size;
}

function tooMany(type: FlexibleLayout, name: string, at: number, elements: number): Fault | undefined {
  const all = elements * (type.each ?? 1);
  return type.as === "bytes" || all <= mostOf(type.as) ? undefined : tooManyElements("", name, at, all, type.as);
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
    const found = framing.type ? framedType(framing, byteOrder, bytes, at) : "no known record";
    return faultOf("wrong-type", "", "", at, found, expected);
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
