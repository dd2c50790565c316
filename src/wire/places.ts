import { type FieldLayout, keyOf, type Layout } from "./layout.ts";
import { joinPaths } from "./where.ts";

/** A field, wherever it is nested, at an offset from the start of what it was sought in. */
export interface Place {
  /** `constants.uts_release_len` */
  readonly path: string;
  readonly field: FieldLayout;
}

/** The fields of a struct or union, and instead of those that are opened the fields in them. */
export function flatten(
  { members }: Pick<Layout, "members">,
  isOpened: (field: FieldLayout) => boolean,
  around: string = "",
  base: number = 0,
): Place[] {
  return members.flatMap((member): Place[] => {
    if (member.kind === "padding") return [];
    const { name, type, offset, bits } = member;
    const path = joinPaths(around, name);
    if ("layout" in type && isOpened(member)) return flatten(type.layout, isOpened, path, base + offset);
    const moved = bits && { bits: { ...bits, at: bits.at + base * 8 } };
    return [{ path, field: base === 0 ? member : { ...member, offset: base + offset, ...moved } }];
  });
}

/** The fields of a struct and of the structs in it; of unions none: which member is meant, they do not say. */
export function placesIn(layout: Pick<Layout, "members">): Place[] {
  return flatten(layout, ({ type }) => type.kind === "struct");
}

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
