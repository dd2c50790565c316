import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";

/** What a struct around a field knows of it. */
export type Mark = Pick<FieldLayout, "derived" | "counts" | "tags" | "tells">;

/** The layout with a mark on the field at `path`, which goes through anonymous members. No such field: no change. */
export function markField(layout: Layout, path: readonly string[], mark: Mark): Layout {
  const [name, ...rest] = path;
  const members = layout.members.map((member) => {
    if (member.kind === "padding") return member;
    if (member.name === "") return markInside(member, path, mark);
    if (member.name !== name) return member;
    return rest.length === 0 ? { ...member, ...mark } : markInside(member, rest, mark);
  });
  return members.every((member, index) => member === layout.members[index]) ? layout : { ...layout, members };
}

/** As `markField`, of several fields at once, each by its name among the members: time is that of one. */
export function markFields(layout: Layout, marks: ReadonlyMap<string, Mark>): Layout {
  if (marks.size === 0) return layout;
  const members = layout.members.map((member) => {
    if (member.kind === "padding") return member;
    if (member.name === "") return changeInside(member, (inner) => markFields(inner, marks));
    return marks.has(member.name) ? { ...member, ...marks.get(member.name) } : member;
  });
  return members.every((member, index) => member === layout.members[index]) ? layout : { ...layout, members };
}

function markInside(field: FieldLayout, path: readonly string[], mark: Mark): FieldLayout {
  return changeInside(field, (inner) => markField(inner, path, mark));
}

function changeInside(field: FieldLayout, change: (layout: Layout) => Layout): FieldLayout {
  if (!isAggregate(field.type)) return field;
  const layout = change(field.type.layout);
  return layout === field.type.layout ? field : { ...field, type: { kind: field.type.kind, layout } };
}

function isAggregate(type: TypeLayout): type is Extract<TypeLayout, { layout: Layout }> {
  return type.kind === "struct" || type.kind === "union";
}
