import { type FieldLayout, keyOf, type Layout } from "./layout.ts";

/** A field, and where it stands in the struct that it was sought in. */
export interface FoundField {
  readonly field: FieldLayout;
  readonly offset: number;
}

/**
 * The field at a path that leads through structs and unions; those of anonymous ones stand among the fields around them.
 *
 *     findField(CkptHdrHeader.layout, ["constants", "task_comm_len"])?.offset; // 32
 */
export function findField(layout: Layout, path: readonly string[]): FoundField | undefined {
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

/** The names under which values hold what a path of C names leads through. */
export function keysTo(layout: Layout, path: string): string[] {
  const names = path.split(".");
  return names.map((name, i) => keyOf(findField(layout, names.slice(0, i + 1))?.field ?? { name }));
}
