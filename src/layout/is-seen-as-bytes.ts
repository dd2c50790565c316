import type { FieldLayout } from "../wire/layout.ts";

/** Whether views give the bytes of a field as they are: a reserved list or struct has nothing that could be named. */
export function isSeenAsBytes({ reserved, type }: FieldLayout): boolean {
  return reserved === true && ["struct", "union", "array"].includes(type.kind);
}
