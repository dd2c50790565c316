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

/** The path of the integer that stands at an offset, in structs too. */
export function pathAt(layout: Layout, offset: number, size: number): string | undefined {
  for (const member of layout.members) {
    if (member.kind === "padding" || member.bits !== undefined) continue;
    const { name, type } = member;
    if (type.kind === "integer" && member.offset === offset && member.size === size) return name;
    if (type.kind !== "struct") continue;
    const inner = pathAt(type.layout, offset - member.offset, size);
    if (inner !== undefined) return name === "" ? inner : `${name}.${inner}`;
  }
  return undefined;
}
