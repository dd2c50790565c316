import type { Layout } from "../wire/layout.ts";

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
