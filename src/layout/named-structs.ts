import type { Layout, TypeLayout } from "../wire/layout.ts";

/**
 * The structs with a name that some layouts hold under a name, each once, innermost first. The fields of anonymous ones
 * stand in the struct around them, and may be marked as what counts an array there.
 */
export function namedStructs(layouts: readonly Layout[]): Layout[] {
  const found = new Map<string, Layout>();
  for (const layout of layouts) collect(layout, found);
  return [...found.values()];
}

function collect(layout: Layout, found: Map<string, Layout>): void {
  for (const member of layout.members) {
    if (member.kind === "padding") continue;
    const type = innermost(member.type);
    if (!("layout" in type)) continue;
    collect(type.layout, found);
    if (type.kind !== "struct" || type.layout.name === "" || member.name === "") continue;
    if (!isMarkedByRecord(type.layout)) found.set(type.layout.name, type.layout);
  }
}

/** What the elements of arrays are in the end. */
function innermost(type: TypeLayout): TypeLayout {
  return type.kind === "array" || type.kind === "flexible" ? innermost(type.element) : type;
}

/** Whether a record's type, its length or what tells it from others are in a struct: alone it would be another one. */
export function isMarkedByRecord({ members }: Layout): boolean {
  return members.some(
    (member) =>
      member.kind === "field" &&
      (member.derived !== undefined ||
        member.tells ||
        ("layout" in member.type && isMarkedByRecord(member.type.layout))),
  );
}
