import { fresh, inBounds, stage, unstage } from "../binding.ts";
import { bytesSize, cloneBytes, isBytes } from "../is-bytes.ts";
import type { Layout } from "../layout.ts";
import { wrongBytes, wrongCount } from "../values.ts";
import { inside, type Where } from "../where.ts";
import type { Given } from "./kind.ts";
import type { TakenStruct } from "./struct-values.ts";
import type { Member } from "./union-members.ts";

export interface TakenMember {
  readonly member: Member;
  readonly taken: TakenStruct;
}

export interface TakenUnion {
  readonly bytes: Uint8Array;
  /** what the bytes were put together of; none where they are given as such */
  readonly members: readonly TakenMember[] | undefined;
  /** the members that are given; of a tagged union whose tag means none, none */
  readonly meant: readonly string[];
}

export function asGiven(bytes: Uint8Array): TakenUnion {
  return { bytes, members: undefined, meant: [] };
}

/** In the order in which they are written: what a NaN's bits are, only others can say. */
export function floatsFirst(members: readonly TakenMember[]): readonly TakenMember[] {
  return members.toSorted((a, b) => Number(b.member.holdsFloat) - Number(a.member.holdsFloat));
}

/**
 * The bytes that are given or else those of the members, each put over the one before; and the first member that would
 * change them if it was put there once more.
 */
export function putTogether(
  { size }: Layout,
  own: Uint8Array | undefined,
  members: readonly TakenMember[],
  le: boolean,
): { readonly bytes: Uint8Array; readonly odd: TakenMember | undefined } {
  const staged = stage(size);
  if (own !== undefined) staged.bytes.set(own);
  else for (const { member, taken } of members) member.write(staged, 0, le, taken);
  const bytes = new Uint8Array(staged.bytes);
  let odd: TakenMember | undefined;
  if (own !== undefined || members.length > 1) {
    odd = members.find(({ member, taken }) => {
      member.write(staged, 0, le, taken);
      return !isSame(bytes, staged.bytes);
    });
  }
  unstage(staged, fresh, 0);
  return { bytes, odd };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The bytes that a value gives as such; of a view, those where it stands. */
export function ownBytes(
  { size }: Layout,
  { $bytes, $at }: Given,
  where: Where,
): { readonly bytes: Uint8Array; readonly isView: boolean } | undefined {
  if ($bytes === undefined) return undefined;
  if (!isBytes($bytes)) throw wrongBytes(inside(where, "$bytes"), $bytes);
  const isView = typeof $at === "number";
  const at = isView ? $at : 0;
  const left = inBounds($bytes, at, 0) ? bytesSize($bytes) - at : 0;
  const length = isView ? Math.min(size, left) : left;
  if (length !== size) throw wrongCount(inside(where, "$bytes"), length, size);
  return { bytes: cloneBytes($bytes, size, at), isView };
}

export function unknownBytes(union: Layout, given: Given, where: Where): Uint8Array {
  const own = ownBytes(union, given, where);
  if (own === undefined) throw wrongBytes(inside(where, "$bytes"), undefined);
  return own.bytes;
}
