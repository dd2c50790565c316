import type { TypeLayout } from "../../src/wire/index.ts";
import { isInner } from "./type-text.ts";
import { payloadSlot, type Unit, unitOf, type ValueSlot, valueSlots } from "./unit.ts";

/**
 * Where in the value of a unit a view may be given instead of a plain object: `value`, `value.common`. A view may lie in
 * the bytes that the record is encoded into, and would be read after it was written over. Undefined if that cannot be
 * told by looking at a few places, or if there are other bytes than a payload, which is copied before all else.
 */
export function placesOfViews(unit: Unit, path = "value"): readonly string[] | undefined {
  if (unit.layout.kind === "union" || unit.lifted.length > 0) return undefined;
  const payload = path === "value" ? payloadSlot(unit) : undefined;
  const places = [path];
  for (const slot of valueSlots(unit)) {
    if (slot === payload) continue;
    const inside = placesIn(slot, unit, `${path}.${slot.field.name}`);
    if (inside === undefined) return undefined;
    places.push(...inside);
  }
  return places;
}

function placesIn(slot: ValueSlot, unit: Unit, path: string): readonly string[] | undefined {
  const { type } = slot;
  if (type.kind !== "struct") return holdsMemory(type) ? undefined : [];
  const inner = isInner(unit, slot) ? unit.inner.find(({ field }) => field === slot.field) : unitOf(type.layout);
  return inner && placesOfViews(inner, path);
}

/** Whether a value of this type is, or has elements that may be, memory and no copy of it. */
function holdsMemory(type: TypeLayout): boolean {
  if (type.kind === "array") return holdsMemory(type.element);
  if (type.kind === "flexible") return type.as === "bytes" || (type.as === "list" && holdsMemory(type.element));
  return type.kind === "bytes" || type.kind === "struct" || type.kind === "union";
}
