import { bindingOf, fresh, inBounds, stage, unstage } from "../binding.ts";
import type { BytewrightError } from "../errors.ts";
import { bytesSize, cloneBytes, isBytes } from "../is-bytes.ts";
import { keyOf, type Layout, type Tag, type Told } from "../layout.ts";
import { refusal, wrongBytes, wrongCount, wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import { choices } from "./choice.ts";
import { useChoices } from "./hooks.ts";
import type { Given, Values } from "./kind.ts";
import { createStruct, takeStruct } from "./struct-values.ts";
import { memberMeant } from "./tag.ts";
import {
  memberNamed,
  membersOf,
  type TakenMember,
  type TakenUnion,
  type UnionLayout,
  unionReader,
} from "./union-members.ts";

function asGiven(bytes: Uint8Array): TakenUnion {
  return { bytes, members: undefined, meant: [] };
}

/**
 * The bytes that are given or else those of the members, each put over the one before; and the first member that would
 * change them if it was put there once more.
 */
function putTogether(
  { size }: Layout,
  own: Uint8Array | undefined,
  given: readonly TakenMember[],
  le: boolean,
): { readonly bytes: Uint8Array; readonly members: readonly TakenMember[]; readonly odd: TakenMember | undefined } {
  const staged = stage(size);
  // What a NaN's bits are, only others can say.
  const members = [...given].sort((a, b) => Number(b.member.holdsFloat) - Number(a.member.holdsFloat));
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
  return { bytes, members, odd };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The bytes that a value gives as such; of a view, those where it stands. */
function ownBytes(
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

function unknownBytes(union: Layout, given: Given, where: Where): Uint8Array {
  const own = ownBytes(union, given, where);
  if (own === undefined) throw wrongBytes(inside(where, "$bytes"), undefined);
  return own.bytes;
}

function notMember({ members, default: other }: Tag, found: unknown, where: Where): Error {
  const names = [...new Set([...Object.keys(members), other ?? []].flat()), "unknown"].join(", ");
  return wrongValue(inside(where, "$member"), found, names);
}

function takeTagged(union: Layout, tag: Tag, given: Given, where: Where): TakenUnion {
  const { $member } = given;
  if ($member === "unknown") return asGiven(unknownBytes(union, given, where));
  const member = memberNamed(union, $member);
  if (member === undefined) throw notMember(tag, $member, where);
  const taken = takeStruct(member.type.layout, given, where);
  const members = [{ member, taken }];
  const { bytes } = putTogether(union, undefined, members, where.le);
  return { bytes, members, meant: [member.field.name] };
}

/** `told` is what the structs around it say of the tag. */
function createTagged(layout: Layout, tag: Tag, init: Given, where: Where, told: Told | undefined): object {
  const { $member } = init;
  if ($member === "unknown") {
    const bytes = init.$bytes === undefined ? new Uint8Array(layout.size) : unknownBytes(layout, init, where);
    return { $member, $bytes: bytes };
  }
  const member = memberNamed(layout, $member ?? memberMeant(tag, told?.[tag.field]));
  if (member !== undefined) {
    const { field, type } = member;
    const key = keyOf(field);
    const given = $member === undefined ? {} : { [key]: init[key] };
    return { $member: field.name, ...createStruct(type.layout, given, where, told) };
  }
  if ($member === undefined) return { $member: "unknown", $bytes: new Uint8Array(layout.size) };
  throw notMember(tag, $member, where);
}

/**
 * The same bytes, read in several ways. A decoded value has what each member reads, one with a name also `$bytes`. Encoding
 * it writes `$bytes` or, without them, the members that are given, one over the other; then none of these, written once
 * more, may change a byte, or it is a fault. A number that reads as it was given is left alone: which NaN it is, or whether
 * it is -0, another member says, which is written behind it. Bits of a NaN that none says are lost.
 *
 * The value of a tagged union has the member that its tag means, and its name as `$member`; for a tag that means none
 * that is `unknown`, with `$bytes`. One without a name has the member that is meant beside its tag, or else all of them.
 */
export function takeUnion({ layout, isLifted }: UnionLayout, given: unknown, where: Where): TakenUnion {
  if (typeof given !== "object" || given === null) throw wrongValue(where, given, "an object");
  if (layout.tag !== undefined && !isLifted) return takeTagged(layout, layout.tag, given as Given, where);
  const own = isLifted ? undefined : ownBytes(layout, given as Given, where);
  if (own?.isView) return asGiven(own.bytes);
  const said = takeMembers(layout, given as Given, where);
  if (own === undefined && said.length === 0) return nothingGiven(layout, where);
  const { bytes, members, odd } = putTogether(layout, own?.bytes, said, where.le);
  if (odd === undefined) {
    return own === undefined
      ? { bytes, members, meant: members.map(({ member }) => member.field.name) }
      : asGiven(bytes);
  }
  if (own !== undefined) throw disagree(where, odd, "what $bytes hold");
  const pairs = said.flatMap((one, i) => said.slice(0, i).map((before) => [before, one]));
  const [before, one] = pairs.find((pair) => putTogether(layout, undefined, pair, where.le).odd) ?? said;
  throw disagree(where, one, `what ${before?.member.names[0]} means`);
}

function disagree(where: Where, one: TakenMember | undefined, other: string): BytewrightError {
  const expected = `${other}; leave one of the two out`;
  return refusal("wrong-value", inside(where, one?.member.names[0] ?? ""), "another value", expected);
}

function takeMembers(union: Layout, given: Given, where: Where): TakenMember[] {
  const members: TakenMember[] = [];
  for (const member of membersOf(union)) {
    let said: { [name: string]: unknown } | undefined;
    for (const key of member.keys) {
      const value = given[key];
      if (value === undefined) continue;
      said ??= {};
      said[key] = value;
    }
    if (said !== undefined) members.push({ member, taken: takeStruct(member.type.layout, said, where) });
  }
  return members;
}

/** Where all that a union holds is reserved, no value can give it. */
function nothingGiven(union: Layout, where: Where): TakenUnion {
  const [name, ...names] = membersOf(union).flatMap((member) => member.names.slice(0, 1));
  if (name === undefined) return asGiven(new Uint8Array(union.size));
  throw wrongValue(inside(where, name), undefined, `a value for one of ${[name, ...names].join(", ")}`);
}

function createPlain(type: UnionLayout, init: object, where: Where, told: unknown): object {
  const { layout, isLifted } = type;
  const isSaid = membersOf(layout).some(({ keys }) => keys.some((key) => key in init));
  const says = isSaid || (!isLifted && "$bytes" in init);
  const bytes = says ? takeUnion(type, init, where).bytes : new Uint8Array(layout.size);
  return unionReader(type)(bindingOf(bytes), 0, where.le, 0, told as Told) as object;
}

export const unionValues: Values<UnionLayout> = {
  kind: "union",
  taker: (type) => (given, where) => takeUnion(type, given, where),
  create(type, given = {}, where, told) {
    if (typeof given !== "object" || given === null) throw wrongValue(where, given, "an object");
    const { layout, isLifted } = type;
    if (layout.tag === undefined || isLifted) return createPlain(type, given, where, told);
    return createTagged(layout, layout.tag, given as Given, where, told as Told | undefined);
  },
  use: () => useChoices(choices),
};
