import type { FieldLayout, TypeLayout } from "../wire/layout.ts";

/**
 * Whether a view may write a field by itself: what it holds is numbers, text or bytes of a fixed size, and neither
 * the record's shape (type, length, counts, tags, what tells it from others) nor a constant depends on it. Structs are written through their own
 * views.
 */
export function isSettable(field: FieldLayout): boolean {
  const { derived, constant, counts, tags, tells, reserved } = field;
  if (derived || constant !== undefined || counts !== undefined || tags || tells || reserved) return false;
  return isPlain(field.type);
}

function isPlain(type: TypeLayout): boolean {
  if (type.kind === "array") return isPlain(type.element);
  return type.kind !== "struct" && type.kind !== "union" && type.kind !== "flexible";
}
