import type { FieldLayout, Layout } from "../wire/layout.ts";

/** A field at a path (`common.f_type`) that leads through structs, and where it stands in the outermost one. */
export function findField(
  layout: Layout,
  path: readonly string[],
): { readonly field: FieldLayout; readonly offset: number } | undefined {
  const [name, ...rest] = path;
  for (const member of layout.members) {
    if (member.kind === "padding") continue;
    if (member.name === name && rest.length === 0) return { field: member, offset: member.offset };
    if (member.name !== name && member.name !== "") continue;
    if (member.type.kind !== "struct" && member.type.kind !== "union") continue;
    const inner = findField(member.type.layout, member.name === "" ? path : rest);
    if (inner !== undefined) return { field: inner.field, offset: member.offset + inner.offset };
  }
  return undefined;
}
