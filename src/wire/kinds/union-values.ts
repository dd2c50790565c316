import { bindingOf } from "../binding.ts";
import type { BytewrightError } from "../errors.ts";
import type { Layout } from "../layout.ts";
import { refusal, wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import { useTagged } from "./hooks.ts";
import type { Given, Values } from "./kind.ts";
import { takeStruct } from "./struct-values.ts";
import { createTagged, tagged, takeTagged } from "./tagged-union.ts";
import { membersOf, type UnionLayout, unionReader } from "./union-members.ts";
import { asGiven, ownBytes, putTogether, type TakenMember, type TakenUnion } from "./union-taken.ts";

/**
 * The same bytes, read in several ways. A decoded value has what each member reads, one with a name also `$bytes`. To
 * encode it, all that is given is put there in the order of the schema, over zeros, holes left alone; then each must read
 * as it was given, or it is a fault. A NaN is not put over a NaN: which one it is, another member says. `$bytes`, if they
 * are given, are the bytes, and each member must read from them as it was given.
 *
 * The value of a tagged union has the member that its tag means, and its name as `$member`; for a tag that means none
 * that is `unknown`, with `$bytes`.
 */
export function takeUnion({ layout, isLifted }: UnionLayout, given: unknown, where: Where): TakenUnion {
  if (typeof given !== "object" || given === null) throw wrongValue(where, given, "an object");
  if (layout.tag !== undefined && !isLifted) return takeTagged(layout, layout.tag, given as Given, where);
  return takePlain(layout, isLifted === true, given as Given, where);
}

function takePlain(union: Layout, isLifted: boolean, given: Given, where: Where): TakenUnion {
  const { le } = where;
  const own = isLifted ? undefined : ownBytes(union, given, where);
  if (own?.isView) return asGiven(own.bytes);
  const members = membersOf(union).flatMap((member): TakenMember[] => {
    const values = member.names.map((name) => [name, given[name]] as const);
    if (values.every(([, value]) => value === undefined)) return [];
    return [{ member, taken: takeStruct(member.type.layout, Object.fromEntries(values), where) }];
  });
  const [first, second] = members;
  if (own === undefined && first === undefined) {
    const [name, ...names] = membersOf(union).flatMap((member) => member.names.slice(0, 1));
    // All that it holds is reserved: no value can give it.
    if (name === undefined) return asGiven(new Uint8Array(union.size));
    throw wrongValue(inside(where, name), undefined, `a value for one of ${[name, ...names].join(", ")}`);
  }
  const taken = own === undefined ? putTogether(union, members, le) : asGiven(own.bytes);
  if (own === undefined && second === undefined) return taken;
  const b = bindingOf(taken.bytes);
  const other = members.find(({ member, taken }) => !member.compare(b, 0, le, taken));
  if (other === undefined) return taken;
  if (own !== undefined) throw disagree(where, other, "what $bytes hold");
  throw disagree(where, second, `what ${nameOf(first)} means`);
}

function nameOf(one: TakenMember | undefined): string {
  return one?.member.names[0] ?? "";
}

function disagree(where: Where, one: TakenMember | undefined, other: string): BytewrightError {
  const expected = `${other}; leave one of the two out`;
  return refusal("wrong-value", inside(where, nameOf(one)), "another value", expected);
}

function createPlain(type: UnionLayout, init: object, where: Where): object {
  const { layout, isLifted } = type;
  const isSaid = membersOf(layout).some(({ names }) => names.some((name) => name in init));
  const says = isSaid || (!isLifted && "$bytes" in init);
  const bytes = says ? takeUnion(type, init, where).bytes : new Uint8Array(layout.size);
  return unionReader(type)(bindingOf(bytes), 0, where.le) as object;
}

export const unionValues: Values<UnionLayout> = {
  kind: "union",
  taker: (type) => (given, where) => takeUnion(type, given, where),
  create(type, given = {}, where, around) {
    if (typeof given !== "object" || given === null) throw wrongValue(where, given, "an object");
    const { layout, isLifted } = type;
    if (layout.tag === undefined || isLifted) return createPlain(type, given, where);
    return createTagged(layout, layout.tag, given as Given, where, around?.[layout.tag.field]);
  },
  use: () => useTagged(tagged),
};
