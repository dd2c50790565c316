import type { Tag } from "../layout.ts";
import { once } from "../once.ts";

const membersBy = /* @__PURE__ */ once(
  ({ members }: Tag) =>
    new Map(Object.entries(members).flatMap(([name, told]) => [told].flat().map((value) => [BigInt(value), name]))),
);

/** The member of a union that a value of its tag means; undefined if it means none, or is not known. */
export function memberMeant(tag: Tag, value: unknown): string | undefined {
  if (typeof value !== "bigint" && !Number.isInteger(value)) return undefined;
  const found = BigInt(value as number | bigint);
  return membersBy(tag).get(tag.mask === undefined ? found : found & BigInt(tag.mask)) ?? tag.default;
}

/** The values that mean a member. */
export function valuesMeaning({ members }: Tag, member: string | undefined): readonly (number | bigint)[] {
  return member !== undefined && Object.hasOwn(members, member) ? [members[member] ?? []].flat() : [];
}
