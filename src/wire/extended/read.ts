import { type Binding, copyBytes } from "../binding.ts";
import { isHeld } from "../fields.ts";
import { refuse } from "../find-fault.ts";
import { coderOf, type Read } from "../kinds/kind.ts";
import { fieldsReader } from "../kinds/struct-coder.ts";
import { keyOf, type Layout, type PartLayout } from "../layout.ts";
import { once } from "../once.ts";
import { extentOf, type PlacedPart } from "./extent.ts";
import { paddingFor } from "./record-list.ts";

const readerOf = /* @__PURE__ */ once(fieldsReader);
const partReader = /* @__PURE__ */ once(({ type }: PartLayout): Read => coderOf(type).reader(type));

type Value = { [field: string]: unknown };

/** What a record that has been found to be right says. */
export function readExtended(layout: Layout, b: Binding, p: number, le: boolean): Value {
  const { name, extended } = layout;
  const extent = extentOf(layout, b.view, p, le, b.bytes.length);
  refuse(extent.fault && { ...extent.fault, record: name });
  const value: Value = layout.record === undefined ? {} : { $name: name };
  readerOf(extent.layout)(value, b, p, le);
  const kept: Value = {};
  for (const placed of extent.parts) {
    const { part, at, end } = placed;
    if (isHeld(part)) value[keyOf(part)] = partReader(part)(b, at, le, toldOf(placed));
    const padding = paddingIn(b.bytes, placed, p);
    if (padding !== undefined) kept[part.name] = copyBytes(b.bytes, end, placed.next);
  }
  if (Object.keys(kept).length > 0) value.$padding = kept;
  if (extended?.grows && extent.known < extent.end) value.$rest = copyBytes(b.bytes, extent.known, extent.end);
  return value;
}

/** What the reader of a part must know: elements of a flexible array, bytes of records. */
export function toldOf({ part, at, end, elements }: PlacedPart): number {
  return part.type.kind === "records" ? end - at : elements;
}

/** Zeros that belong behind a part of so many bytes, which ends `reach` bytes from the record's start. */
export function paddingOf({ type, padded = 1 }: PartLayout, size: number, reach: number): number {
  return type.kind === "records" ? paddingFor(size, type.of().framing.align) : paddingFor(reach, padded);
}

/** What stands behind a part, if it is not the zeros that belong there. */
function paddingIn(bytes: Uint8Array, { part, at, end, next }: PlacedPart, p: number): Uint8Array | undefined {
  const found = bytes.subarray(end, next);
  const isDefault = found.length === paddingOf(part, end - at, end - p) && found.every((byte) => byte === 0);
  return isDefault ? undefined : found;
}
