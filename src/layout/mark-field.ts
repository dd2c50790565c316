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

function markInside(field: FieldLayout, path: readonly string[], mark: Mark): FieldLayout {
  if (!isAggregate(field.type)) return field;
  const layout = markField(field.type.layout, path, mark);
  return layout === field.type.layout ? field : { ...field, type: { kind: field.type.kind, layout } };
}

function isAggregate(type: TypeLayout): type is Extract<TypeLayout, { layout: Layout }> {
  return type.kind === "struct" || type.kind === "union";
}
