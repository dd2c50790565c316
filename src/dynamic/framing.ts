import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import type { Framing } from "../wire/codec.ts";
import type { FieldLayout, Layout } from "../wire/layout.ts";

/** How records of a family follow one another, from the layout of its header struct. */
export function framingOf(family: FamilyDefinition, header: Layout): Framing {
  const { type, length, align, maxRecordSize } = family;
  return {
    headerSize: header.size,
    ...(type !== undefined && { type: placeOf(header, type) as NonNullable<Framing["type"]> }),
    ...(length !== undefined && {
      length: {
        ...(placeOf(header, length.field) as NonNullable<Framing["length"]>),
        counts: length.counts,
        unit: length.unit,
      },
    }),
    align,
    maxRecordSize,
  };
}

function placeOf(header: Layout, name: string): { name: string; offset: number; size: number } {
  const { offset, size } = fieldNamed(header, name);
  return { name, offset, size };
}

/** A field of a layout whose schema has been checked. */
export function fieldNamed(layout: Layout, name: string): FieldLayout {
  return layout.members.find((member) => member.kind === "field" && member.name === name) as FieldLayout;
}
