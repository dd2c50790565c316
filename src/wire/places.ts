import type { FieldLayout, Layout } from "./layout.ts";
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
