import { fieldTypeOf, keyOf, type Layout } from "../layout.ts";
import { notVariant, wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import type { Beside } from "./hooks.ts";
import { type Given, valuesOf } from "./kind.ts";
import { createStruct, takeStruct } from "./struct-values.ts";
import { memberNamed } from "./union-members.ts";
import { asGiven, putTogether, type TakenUnion, unknownBytes } from "./union-taken.ts";

type Tag = NonNullable<Layout["tag"]>;

function notMember({ members }: Tag, found: unknown, where: Where): Error {
  const names = [...Object.keys(members), "unknown"].join(", ");
  return wrongValue(inside(where, "$member"), found, names);
}

export function takeTagged(union: Layout, tag: Tag, given: Given, where: Where): TakenUnion {
  const { $member } = given;
  if ($member === "unknown") return asGiven(unknownBytes(union, given, where));
  const member = memberNamed(union, $member);
  if (member === undefined) throw notMember(tag, $member, where);
  const taken = takeStruct(member.type.layout, given, where);
  const members = [{ member, taken }];
  const { bytes } = putTogether(union, undefined, members, where.le);
  return { bytes, members, tag: tag.members[member.field.name] };
}

/** `told` is what the struct around it says of the tag. */
export function createTagged(layout: Layout, tag: Tag, init: Given, where: Where, told: unknown): object {
  const { $member } = init;
  if ($member === "unknown") {
    const bytes = init.$bytes === undefined ? new Uint8Array(layout.size) : unknownBytes(layout, init, where);
    return { $member, $bytes: bytes };
  }
  const tags = Object.entries(tag.members);
  const meant =
    told === undefined ? tags[0] : tags.find(([, value]) => value === (typeof told === "bigint" ? Number(told) : told));
  const member = memberNamed(layout, $member ?? meant?.[0]);
  if (member !== undefined) {
    const { field, type } = member;
    const given = $member === undefined ? {} : { [keyOf(field)]: init[keyOf(field)] };
    return { $member: field.name, ...createStruct(type.layout, given, where) };
  }
  if ($member === undefined) return { $member: "unknown", $bytes: new Uint8Array(layout.size) };
  throw notMember(tag, $member, where);
}

export const tagged: Beside = {
  taker(field, own) {
    const { name, tags } = field;
    const type = fieldTypeOf(field);
    const take = valuesOf(type).taker(type);
    const indexOf = (name: string) => own.findIndex((one) => one.name === name);
    if (tags !== undefined) {
      const at = indexOf(name);
      return (given, here, { taken }) => (given === undefined ? taken[at] : take(given, here));
    }
    const tag = type.kind === "union" ? type.layout.tag : undefined;
    if (tag === undefined) return undefined;
    const at = indexOf(tag.field);
    return (given, here, { values, taken }) => {
      const union = take(given, here) as TakenUnion;
      // What the tag is, the union says.
      const beside = { ...here, key: tag.field };
      taken[at] = takeTag(values[at], union.tag, tag, name, beside);
      return union;
    };
  },
  told({ tags }, own, around) {
    const type = tags === undefined ? undefined : own.find(({ name }) => name === tags)?.type;
    if (tags === undefined || type?.kind !== "union") return undefined;
    const { members = {} } = type.layout.tag ?? {};
    const { $member } = (around[tags] ?? {}) as { readonly $member?: unknown };
    const member = memberNamed(type.layout, $member);
    return member === undefined ? Object.values(members)[0] : members[member.field.name];
  },
};

/** A tag that is given must agree with its union, and be given where the union is of none of its members. */
function takeTag(given: unknown, meant: number | undefined, { members }: Tag, union: string, where: Where): unknown {
  if (meant !== undefined && (given === meant || given === undefined)) return meant;
  if (meant === undefined && given !== undefined && !Object.values(members).includes(given as number)) return given;
  const none = `a value that means none of its members: ${union} is unknown`;
  const expected = meant === undefined ? none : `${meant}, as ${union} says`;
  throw notVariant(where, given, expected);
}
