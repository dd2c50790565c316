import type { FieldLayout, Layout } from "../wire/layout.ts";

/** What a struct around a field knows of it. */
export type Mark = Pick<FieldLayout, "derived" | "counts" | "tags" | "tells">;

/** The layout with a mark on the field at `path`, which goes through anonymous members. No such field: no change. */
export function markField(layout: Layout, [name = "", ...rest]: readonly string[], mark: Mark): Layout {
  if (rest.length === 0) return markFields(layout, new Map([[name, mark]]));
  return change(layout, new Map([[name, (field) => changeInside(field, (inner) => markField(inner, rest, mark))]]));
}

/** As `markField`, of several fields at once, each by its name among the members: time is that of one. */
export function markFields(layout: Layout, marks: ReadonlyMap<string, Mark>): Layout {
  return change(layout, new Map([...marks].map(([name, mark]) => [name, (field) => ({ ...field, ...mark })])));
}

function change(layout: Layout, changes: ReadonlyMap<string, (field: FieldLayout) => FieldLayout>): Layout {
  if (changes.size === 0) return layout;
  const members = layout.members.map((member) => {
    if (member.kind === "padding") return member;
    if (member.name === "") return changeInside(member, (inner) => change(inner, changes));
    return changes.get(member.name)?.(member) ?? member;
  });
  return members.every((member, index) => member === layout.members[index]) ? layout : { ...layout, members };
}

function changeInside(field: FieldLayout, changeOf: (layout: Layout) => Layout): FieldLayout {
  if (!("layout" in field.type)) return field;
  const layout = changeOf(field.type.layout);
  return layout === field.type.layout ? field : { ...field, type: { ...field.type, layout } };
}
