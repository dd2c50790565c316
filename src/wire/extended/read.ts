import { type Binding, copyBytes } from "../binding.ts";
import { isHeld } from "../fields.ts";
import { coderOf, type Read } from "../kinds/kind.ts";
import { fieldsReader } from "../kinds/struct-coder.ts";
import { keyOf, type Layout, type PartLayout } from "../layout.ts";
import { once } from "../once.ts";
import type { Extent, PlacedPart } from "./placed.ts";
import { paddingFor } from "./record-list.ts";

const readerOf = /* @__PURE__ */ once(fieldsReader);
const partReader = /* @__PURE__ */ once(({ type }: PartLayout): Read => coderOf(type).reader(type));

type Value = { [field: string]: unknown; $padding?: Value; $rest?: Uint8Array };

/** What a record says that has been found to be right, and where its parts stand. */
export function readExtended({ name, record }: Layout, extent: Extent, b: Binding, p: number, le: boolean): Value {
  const value: Value = record === undefined ? {} : { $name: name };
  readerOf(extent.layout)(value, b, p, le);
  let kept: Value | undefined;
  for (const placed of extent.parts) {
    const { part, at, elements, end, next, list } = placed;
    if (isHeld(part)) value[keyOf(part)] = partReader(part)(b, at, le, elements, undefined, list);
    if (isDefault(b.bytes, placed, p)) continue;
    kept ??= {};
    kept[part.name] = copyBytes(b.bytes, end, next);
  }
  if (kept !== undefined) value.$padding = kept;
  if (extent.known < extent.end) value.$rest = copyBytes(b.bytes, extent.known, extent.end);
  return value;
}

/** Zeros that belong behind a part of so many bytes, which ends `reach` bytes from the record's start. */
export function paddingOf({ type, padded = 1 }: PartLayout, size: number, reach: number): number {
  return type.kind === "records" ? paddingFor(size, type.of().framing.align) : paddingFor(reach, padded);
}

/** Whether behind a part stand the zeros that belong there. */
function isDefault(bytes: Uint8Array, { part, at, end, next }: PlacedPart, p: number): boolean {
  for (let i = end; i < next; i++) if (bytes[i] !== 0) return false;
  return next - end === paddingOf(part, end - at, end - p);
}
