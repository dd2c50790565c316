import { bindingOf } from "../binding.ts";
import type { BytewrightError } from "../errors.ts";
import type { Layout, Told } from "../layout.ts";
import { refusal, wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import { choices } from "./choice.ts";
import { useChoices } from "./hooks.ts";
import type { Given, Values } from "./kind.ts";
import { takeStruct } from "./struct-values.ts";
import { createTagged, takeTagged } from "./tagged-union.ts";
import { membersOf, type UnionLayout, unionReader } from "./union-members.ts";
import { asGiven, floatsFirst, ownBytes, putTogether, type TakenMember, type TakenUnion } from "./union-taken.ts";

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
  const members = floatsFirst(said);
  const { bytes, odd } = putTogether(layout, own?.bytes, members, where.le);
  if (odd === undefined)
    return own === undefined
      ? { bytes, members, meant: members.map(({ member }) => member.field.name) }
      : asGiven(bytes);
  if (own !== undefined) throw disagree(where, odd, "what $bytes hold");
  throw contradiction(layout, said, where);
}

/** Which member is the first that contradicts one before it. */
function contradiction(layout: Layout, members: readonly TakenMember[], where: Where): BytewrightError {
  const pairs = members.flatMap((one, i) => members.slice(0, i).map((before) => [before, one]));
  const [before, one] =
    pairs.find((pair) => putTogether(layout, undefined, floatsFirst(pair), where.le).odd) ?? members;
  return disagree(where, one, `what ${nameOf(before)} means`);
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

function nameOf(one: TakenMember | undefined): string {
  return one?.member.names[0] ?? "";
}

function disagree(where: Where, one: TakenMember | undefined, other: string): BytewrightError {
  const expected = `${other}; leave one of the two out`;
  return refusal("wrong-value", inside(where, nameOf(one)), "another value", expected);
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
