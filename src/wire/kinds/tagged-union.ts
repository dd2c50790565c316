import { keyOf, type Layout, type Tag, type Told } from "../layout.ts";
import { wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import type { Given } from "./kind.ts";
import { createStruct, takeStruct } from "./struct-values.ts";
import { memberMeant } from "./tag.ts";
import { memberNamed } from "./union-members.ts";
import { asGiven, putTogether, type TakenUnion, unknownBytes } from "./union-taken.ts";

function notMember({ members, default: other }: Tag, found: unknown, where: Where): Error {
  const names = [...new Set([...Object.keys(members), other ?? []].flat()), "unknown"].join(", ");
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
  return { bytes, members, meant: [member.field.name] };
}

/** `told` is what the structs around it say of the tag. */
export function createTagged(layout: Layout, tag: Tag, init: Given, where: Where, told: Told | undefined): object {
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
