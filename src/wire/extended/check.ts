import { type Fault, faultOf } from "../errors.ts";
import { fieldsOf } from "../fields.ts";
import { listChecker } from "../kinds/array.ts";
import type { Extended } from "../kinds/hooks.ts";
import { type Checker, faultInside, kindOf, numberReader } from "../kinds/kind.ts";
import { checkerOf, findFirst } from "../kinds/struct.ts";
import type { Layout, PartLayout } from "../layout.ts";
import { once } from "../once.ts";
import { sizedRecords } from "../sizes.ts";
import { orFault } from "./depth.ts";
import { type Extent, extentOf, type PlacedPart } from "./extent.ts";
import { asStored, checksumOf, spotOf } from "./reckoned.ts";
import { bytesIn } from "./record-list.ts";

/** Looks into the fields that are not in all records. */
const laterCheckers = /* @__PURE__ */ once((layout: Layout): Checker[] => {
  const fields = fieldsOf(layout).direct;
  return fields.filter(({ reserved, since }) => !reserved && since).flatMap((field) => checkerOf(field) ?? []);
});

/** Looks into a part. */
type CheckPart = (v: DataView, placed: PlacedPart, le: boolean) => Fault | undefined;

const partChecker = /* @__PURE__ */ once((part: PartLayout): CheckPart | undefined => {
  const { type, name } = part;
  if (type.kind === "flexible") {
    const check = listChecker(type);
    return check && ((v, { at, elements }, le) => faultInside(check(v, at, le, elements), name));
  }
  if (type.kind === "records") {
    const check = kindOf(type).checker?.(type) as Checker;
    return (v, { at, next }, le) => faultInside(check(v, at, le, next), name);
  }
  const check = checkerOf(part);
  return check && ((v, { at }, le) => check(v, at, le));
});

function findFault(layout: Layout, v: DataView, p: number, le: boolean, limit: number): Fault | undefined {
  const extent = extentOf(layout, v, p, le, limit);
  if (extent.fault !== undefined) return extent.fault;
  const inFields = findFirst(laterCheckers(extent.layout), v, p, le);
  if (inFields !== undefined) return inFields;
  for (const placed of extent.parts) {
    const found = partChecker(placed.part)?.(v, placed, le);
    if (found !== undefined) return found;
  }
  return wrongTotal(layout, extent, v, p, le) ?? wrongChecksum(layout, extent, v, p, le);
}

function wrongTotal(layout: Layout, extent: Extent, v: DataView, p: number, le: boolean): Fault | undefined {
  const path = layout.extended?.total;
  const spot = path === undefined ? undefined : spotOf(layout, extent, p, path);
  if (spot === undefined) return undefined;
  const found = numberReader({ ...spot.field, offset: 0 })(v, spot.at, le);
  const size = extent.end - p;
  return Number(found) === size ? undefined : faultOf("wrong-length", "", path as string, spot.at, found, size);
}

function wrongChecksum(layout: Layout, extent: Extent, v: DataView, p: number, le: boolean): Fault | undefined {
  for (const checksum of layout.extended?.checksums ?? []) {
    const spot = spotOf(layout, extent, p, checksum.path);
    if (spot === undefined || spot.end > extent.end) continue;
    const found = Number(numberReader({ ...spot.field, offset: 0 })(v, spot.at, le));
    const sum = checksumOf(checksum, layout, extent, bytesIn(v, extent.end), p, spot);
    const expected = asStored(checksum, spot.field, sum, le);
    if (found !== expected) return faultOf("wrong-checksum", "", checksum.path, spot.at, hex(found), hex(expected));
  }
  return undefined;
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

/** What is wrong with a record that has parts, grows, or has a checksum. */
export const extendedRecords: Extended = {
  isSized(layout) {
    const { parts, grows } = layout.extended ?? {};
    return parts !== undefined || grows === true || sizedRecords.isSized(layout);
  },
  checkers(layout) {
    if (layout.extended === undefined) return sizedRecords.checkers(layout);
    const check: Checker = (v, p, le, limit = 0) => orFault(() => findFault(layout, v, p, le, limit));
    // Where a record ends, is looked for once: with all else.
    return [() => undefined, check];
  },
  sizeAt(layout, v, p, le, limit) {
    const { grows, total, parts = [] } = layout.extended ?? {};
    const isOpen = parts.some(({ type, count }) => (type.kind === "flexible" || type.kind === "records") && !count);
    if (isOpen || (grows && total === undefined)) return undefined;
    const { end, fault } = extentOf(layout, v, p, le, limit);
    if (fault === undefined) return end - p;
    const { code, offset = p, expected } = fault;
    return code === "out-of-bounds" ? -(offset - p + Number(expected)) : undefined;
  },
};
