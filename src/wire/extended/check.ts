import { inBounds, viewOf } from "../binding.ts";
import { type Fault, faultOf } from "../errors.ts";
import { outOfBounds } from "../faults.ts";
import { fieldsOf } from "../fields.ts";
import { findFault } from "../find-fault.ts";
import { listChecker } from "../kinds/array.ts";
import type { Extended } from "../kinds/hooks.ts";
import { type Checker, faultInside } from "../kinds/kind.ts";
import { checkerOf, findFirst } from "../kinds/struct.ts";
import { type Layout, leastSize, type PartLayout } from "../layout.ts";
import { once } from "../once.ts";
import { sizedRecords } from "../sizes.ts";
import { checksumOf, placeOf } from "./checksum.ts";
import { extentOf } from "./extent.ts";
import type { Extent, PlacedPart } from "./placed.ts";
import { planOf } from "./plan.ts";

/** Looks into the fields that are not in all records. */
const laterCheckers = /* @__PURE__ */ once((layout: Layout): Checker[] => {
  const fields = fieldsOf(layout).direct;
  return fields.filter(({ reserved, since }) => !reserved && since).flatMap((field) => checkerOf(field) ?? []);
});

/** Looks into a part. */
type CheckPart = (v: DataView, placed: PlacedPart, le: boolean) => Fault | undefined;

const partChecker = /* @__PURE__ */ once((part: PartLayout): CheckPart => {
  const { type, name } = part;
  if (type.kind === "flexible") {
    const check = listChecker(type);
    return (v, { at, elements }, le) => faultInside(check?.(v, at, le, elements), name);
  }
  const check = checkerOf(part);
  return (v, { at, next, list }, le) => check?.(v, at, le, next, undefined, list);
});

/** What was found of a record: something that is wrong with it, or where its parts stand. */
export interface Found {
  readonly fault?: Fault | undefined;
  readonly extent?: Extent | undefined;
}

/** Looks at the record at `at`, which is in `level` others and ends before `end`; it may be measured already. */
export function lookAt(
  layout: Layout,
  bytes: Uint8Array,
  at: number,
  le: boolean,
  end: number = bytes?.length,
  level = 0,
  measured?: Extent,
): Found {
  const least = leastSize(layout);
  // Which member of a union by itself is meant, nobody knows.
  if (layout.kind === "union")
    return { fault: inBounds(bytes, at, least) ? undefined : outOfBounds(layout.name, bytes, at, least) };
  const isCut = end < bytes?.length && at + least > end;
  const fault = isCut ? outOfBounds(layout.name, { length: end }, at, least) : findFault(layout, bytes, at, le, end);
  if (fault !== undefined || layout.extended === undefined) return { fault };
  const v = viewOf(bytes);
  const extent = measured ?? extentOf(layout, v, at, le, end, level);
  const found = extent.fault ?? faultIn(layout, extent, bytes, v, at, le);
  return { extent, fault: found && { ...found, record: layout.name } };
}

function faultIn(layout: Layout, extent: Extent, bytes: Uint8Array, v: DataView, p: number, le: boolean) {
  const inFields = findFirst(laterCheckers(extent.layout), v, p, le);
  if (inFields !== undefined) return inFields;
  for (const placed of extent.parts) {
    const found = partChecker(placed.part)(v, placed, le);
    if (found !== undefined) return found;
  }
  const { total, checksums } = planOf(layout);
  const place = total && placeOf(total, extent, p);
  if (total !== undefined && place !== undefined) {
    const found = total.read(v, place.at, le);
    const size = extent.end - p;
    if (Number(found) !== size) return faultOf("wrong-length", "", total.path, place.at, found, size);
  }
  for (const checksum of checksums) {
    const { own } = checksum;
    const at = placeOf(own, extent, p)?.at;
    if (at === undefined) continue;
    const found = Number(own.read(v, at, le));
    const expected = checksumOf(checksum, extent, bytes, p, at, le);
    if (found !== expected) return faultOf("wrong-checksum", "", own.path, at, hex(found), hex(expected));
  }
  return undefined;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** Records that have parts, grow, or have a checksum: what `lookAt` finds of them, `findFault` does not look for. */
export const extendedRecords: Extended = {
  isSized(layout) {
    const { parts, grows } = layout.extended ?? {};
    return parts !== undefined || grows === true || sizedRecords.isSized(layout);
  },
  checkers: (layout) => (layout.extended === undefined ? sizedRecords.checkers(layout) : [() => undefined]),
  sizeAt(layout, v, p, le, limit) {
    const { grows, total, parts = [] } = layout.extended ?? {};
    const isOpen = parts.some(({ type, count }) => (type.kind === "flexible" || type.kind === "records") && !count);
    if (isOpen || (grows && total === undefined)) return undefined;
    const { end, fault } = extentOf(layout, v, p, le, limit);
    return fault ?? end - p;
  },
};
