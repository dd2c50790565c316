import { type Fault, faultOf } from "../errors.ts";
import { outOfBounds, tooManyElements } from "../faults.ts";
import { type FlexibleLayout, type Layout, leastSize, type PartLayout } from "../layout.ts";
import { sizeOf } from "../layout-data.ts";
import { mostOf } from "../limits.ts";
import { type PlannedPart, planOf } from "./plan.ts";
import { listRecords, paddingFor, type RecordList } from "./record-list.ts";

/** A part where it stands. */
export interface PlacedPart {
  readonly part: PartLayout;
  readonly at: number;
  /** of a flexible array */
  readonly elements: number;
  /** behind its last byte, without what aligns the next part */
  readonly end: number;
  readonly next: number;
  readonly list?: RecordList;
}

/** Where a record and its parts stand, as far as its bytes tell. */
export interface Extent {
  /** as it was when it was so long */
  readonly layout: Layout;
  readonly parts: readonly PlacedPart[];
  /** behind all that is known of it */
  readonly known: number;
  readonly end: number;
  readonly fault?: Fault | undefined;
}

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
  const version = versions.findLast(({ size }) => size <= end - p) ?? versions[0];
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
