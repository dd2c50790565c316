import { headerField } from "../header-field.ts";
import { kindOf, type ReadNumber } from "../kinds/kind.ts";
import {
  type ChecksumLayout,
  countedBy,
  type FieldLayout,
  type FieldType,
  fieldTypeOf,
  type Layout,
  leastSize,
  type PartLayout,
} from "../layout.ts";
import { sizeOf } from "../layout-data.ts";
import { once } from "../once.ts";
import { findField } from "../places.ts";

/** A field of a record, in its fixed struct or as a part. */
export interface Spot {
  readonly path: string;
  readonly type: FieldType;
  /** from the start of the record, or of the part */
  readonly offset: number;
  readonly size: number;
  readonly part: PartLayout | undefined;
  /** Reads it, where it is a number. */
  readonly read: ReadNumber;
}

/** A part, and what tells how much of it there is. */
export interface PlannedPart {
  readonly part: PartLayout;
  readonly count: Spot | undefined;
  /** bytes of all parts behind it, as far as each has a size of its own */
  readonly behind: number;
}

export interface PlannedChecksum {
  readonly algorithm: ChecksumLayout["algorithm"];
  readonly own: Spot;
  readonly from: Spot | undefined;
  readonly to: Spot | undefined;
}

/** A struct as it was when it had so many bytes. */
export interface Version {
  readonly size: number;
  readonly layout: Layout;
}

/** What tells how long a record is, its parts, and what is reckoned of it. */
export interface Plan {
  /** bytes of the record: value × unit + before */
  readonly length: (Spot & { readonly unit: number; readonly before: number }) | undefined;
  readonly parts: readonly PlannedPart[];
  /** where they begin, if there are any */
  readonly start: number | undefined;
  readonly total: Spot | undefined;
  readonly checksums: readonly PlannedChecksum[];
  /** shortest first; of what gets no fields later, the only one */
  readonly versions: readonly [Version, ...Version[]];
}

function spotOf(path: string, field: Pick<FieldLayout, "type" | "offset" | "size" | "bits">, part?: PartLayout): Spot {
  const type = fieldTypeOf(field);
  return {
    path,
    type,
    offset: field.offset,
    size: field.size,
    part,
    read: kindOf(type).numberReader?.(type) as ReadNumber,
  };
}

/** What stands at a path, which leads through structs or is the name of a part. */
export function spotAt(layout: Layout, path: string | undefined): Spot | undefined {
  const part = layout.extended?.parts?.find(({ name }) => name === path);
  if (path === undefined || part !== undefined) return part && spotOf(part.name, part, part);
  const found = findField(layout, path.split("."));
  return found && { ...spotOf(path, found.field), offset: found.offset };
}

export const planOf: (layout: Layout) => Plan = /* @__PURE__ */ once((layout: Layout) => {
  const { parts, start, total: path, checksums = [] } = layout.extended ?? {};
  const header = headerField(layout, "length");
  const total = spotAt(layout, path);
  let behind = 0;
  const planned = [...(parts ?? [])].reverse().map((part): PlannedPart => {
    const plan = { part, count: spotAt(layout, part.count?.path), behind };
    behind += sizeOf(part.type);
    return plan;
  });
  return {
    length: header
      ? { ...spotOf(header.path, header), ...countedBy(layout) }
      : total && total.part === undefined
        ? { ...total, unit: 1, before: 0 }
        : undefined,
    parts: planned.reverse(),
    start: parts && start,
    total,
    checksums: checksums.map(({ path, algorithm, from, to }) => {
      return { algorithm, own: spotAt(layout, path) as Spot, from: spotAt(layout, from), to: spotAt(layout, to) };
    }),
    versions: versionsOf(layout) as [Version],
  };
});

function versionsOf(layout: Layout): Version[] {
  const since = layout.extended?.since ?? [];
  return [leastSize(layout), ...since].map((size, i) => {
    if (i === since.length) return { size, layout };
    const members = layout.members.filter((member) => {
      return member.kind === "padding" ? member.offset < size : (member.since ?? 0) <= size;
    });
    return { size, layout: { ...layout, members } };
  });
}
