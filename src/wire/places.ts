import type { FieldLayout, Layout } from "./layout.ts";
import { joinPaths } from "./where.ts";

/** A field, wherever it is nested, at an offset from the start of what it was sought in. */
export interface Place {
  /** `constants.uts_release_len` */
  readonly path: string;
  /** of the struct that it is in */
  readonly around: string;
  readonly field: FieldLayout;
}

/** The fields of a struct and of the structs in it; of unions none: which member is meant, they do not say. */
export function placesIn({ members }: Layout, around: string = "", base: number = 0): Place[] {
  return members.flatMap((member): Place[] => {
    if (member.kind === "padding") return [];
    const path = joinPaths(around, member.name);
    const offset = base + member.offset;
    if (member.type.kind === "struct") return placesIn(member.type.layout, path, offset);
    const bits = member.bits && { ...member.bits, at: member.bits.at + base * 8 };
    return [{ path, around, field: { ...member, offset, ...(bits && { bits }) } }];
  });
}
