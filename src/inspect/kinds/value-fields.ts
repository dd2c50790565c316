import type { FieldLayout, Layout } from "../../wire/index.ts";

/** A field that a value holds. */
export interface ValueField {
  readonly field: FieldLayout;
  /** known without being given: a constant, a count, a tag; or one of a union's members */
  readonly optional: boolean;
}

const known = new WeakMap<Layout, readonly ValueField[]>();

/** The fields that values of a layout hold: those of anonymous members lifted, reserved and derived ones left out. */
export function valueFields(layout: Layout): readonly ValueField[] {
  const fields = known.get(layout) ?? collectFields(layout);
  known.set(layout, fields);
  return fields;
}

function collectFields(layout: Layout): ValueField[] {
  const inUnion = layout.kind === "union";
  return layout.members.flatMap((member) => {
    if (member.kind === "padding" || member.reserved || member.derived) return [];
    if (member.name === "" && "layout" in member.type) {
      return collectFields(member.type.layout).map((lifted) => ({ ...lifted, optional: inUnion || lifted.optional }));
    }
    return [{ field: member, optional: inUnion || isKnown(member) }];
  });
}

function isKnown({ constant, counts, tags }: FieldLayout): boolean {
  return constant !== undefined || counts !== undefined || tags !== undefined;
}
