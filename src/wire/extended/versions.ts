import { type Layout, leastSize } from "../layout.ts";
import { once } from "../once.ts";

/** A struct as it was when it had so many bytes. */
export interface Version {
  readonly size: number;
  readonly layout: Layout;
}

/** Shortest first; of a struct that gets no fields later, the only one. */
export const versionsOf: (layout: Layout) => readonly Version[] = /* @__PURE__ */ once((layout: Layout) => {
  const since = layout.extended?.since ?? [];
  return [leastSize(layout), ...since].map((size, i) => {
    if (i === since.length) return { size, layout };
    const members = layout.members.filter((member) => {
      return member.kind === "padding" ? member.offset < size : (member.since ?? 0) <= size;
    });
    return { size, layout: { ...layout, members } };
  });
});

/** The last one that a record of so many bytes has room for, which are enough for the first. */
export function versionOf(layout: Layout, bytes: number): Version {
  const versions = versionsOf(layout);
  return versions.findLast(({ size }) => size <= bytes) ?? (versions[0] as Version);
}
