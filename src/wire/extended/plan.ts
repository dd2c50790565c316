import { findField } from "../find-field.ts";
import { headerField } from "../header-field.ts";
import { kindOf, numberReader, type ReadNumber } from "../kinds/kind.ts";
import { countedBy, fieldTypeOf, type Layout, type PartLayout } from "../layout.ts";
import { sizeOf } from "../layout-data.ts";
import { once } from "../once.ts";

/** A number in a record's fixed struct. */
export interface Told {
  readonly path: string;
  readonly offset: number;
  readonly read: ReadNumber;
}

/** A part, and what tells how much of it there is. */
export interface PlannedPart {
  readonly part: PartLayout;
  readonly count: Told | undefined;
  /** bytes of all parts behind it, as far as each has a size of its own */
  readonly behind: number;
}

/** What tells how long a record is, and its parts. */
export interface Plan {
  /** the record's length, in bytes (value × unit + before) */
  readonly length: (Told & { readonly unit: number; readonly before: number }) | undefined;
  readonly parts: readonly PlannedPart[];
}

/** The field at a path that leads through structs. */
export function toldAt(layout: Layout, path: string): Told | undefined {
  const found = findField(layout, path.split("."));
  if (found === undefined) return undefined;
  const { field, offset } = found;
  const type = fieldTypeOf(field);
  const read = kindOf(type).numberReader?.(type) as ReadNumber;
  return { path, offset, read: (v, p, le) => read(v, p + offset, le) };
}

export const planOf: (layout: Layout) => Plan = /* @__PURE__ */ once((layout: Layout) => {
  const { parts = [], total } = layout.extended ?? {};
  const header = headerField(layout, "length");
  const own = total === undefined ? undefined : toldAt(layout, total);
  let behind = 0;
  const planned = parts.toReversed().map((part): PlannedPart => {
    const plan = { part, count: part.count && toldAt(layout, part.count.path), behind };
    behind += sizeOf(part.type);
    return plan;
  });
  return {
    length: header
      ? { ...header, read: numberReader(header), ...countedBy(layout) }
      : own && { ...own, unit: 1, before: 0 },
    parts: planned.reverse(),
  };
});
