import type { FieldLayout, Layout } from "../wire/layout.ts";

/** What a struct around a field knows of it. */
export type Mark = Pick<FieldLayout, "derived" | "counts" | "tags" | "tells">;

/** The layout with marks on fields, each by its path, which goes through anonymous members. No such field: no change. */
export function markFields(layout: Layout, marks: ReadonlyMap<string, Mark>): Layout {
  if (marks.size === 0) return layout;
  const members = layout.members.map((member) => {
    if (member.kind === "padding") return member;
    const { name, type } = member;
    const mark = marks.get(name);
    const field = mark === undefined ? member : { ...member, ...mark };
    if (!("layout" in type)) return field;
    const within = [...marks].filter(([path]) => path.startsWith(`${name}.`));
    const inside = new Map(within.map(([path, mark]) => [path.slice(name.length + 1), mark]));
    const inner = markFields(type.layout, name === "" ? marks : inside);
    return inner === type.layout ? field : { ...field, type: { ...type, layout: inner } };
  });
  return members.every((member, index) => member === layout.members[index]) ? layout : { ...layout, members };
}
