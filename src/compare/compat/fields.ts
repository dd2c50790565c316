import { flexibleField, joinPaths, keyOf, type Layout, leastSize, type PartLayout } from "../../wire/index.ts";
import { placeOf } from "../rows.ts";
import { type Change, type ChangeKind, changesOf, type Tell } from "./changes.ts";
import { type Member, membersOf, tagsOf } from "./members.ts";

/** What the bytes around say of the byte order, where they say it once and for all. */
export type Order = "little" | "big" | undefined;
type Orders = readonly [old: Order, now: Order];

/** How the bytes, values and types of a struct, union or record have changed, to whatever depth. */
export function compareLayouts(old: Layout, now: Layout, orders: Orders = [undefined, undefined]): Change[] {
  return changesOf(now.name, (tell) => {
    compareSizes(old, now, tell);
    compareInside({ layout: old, root: old }, { layout: now, root: now }, "", orders, tell);
  });
}

/** The lengths that a codec writes and takes. */
function lengthsOf(layout: Layout): readonly [least: number, most: number] {
  const { extended, size } = layout;
  const least = leastSize(layout);
  const parts = extended?.parts ?? [];
  const isOpen =
    extended?.grows || flexibleField(layout) || parts.some((part) => "count" in part || part.ends || part.size === 0);
  return [least, isOpen ? Number.POSITIVE_INFINITY : Math.max(least, parts.length === 0 ? size : least)];
}

function compareSizes(old: Layout, now: Layout, tell: Tell): void {
  const [[oldLeast, oldMost], [least, most]] = [lengthsOf(old), lengthsOf(now)];
  const hasTail = [old, now].every((one) => flexibleField(one) !== undefined || one.extended?.parts !== undefined);
  const text = `takes ${lengthText(least, most)}, before ${lengthText(oldLeast, oldMost)}`;
  // What follows begins elsewhere.
  const isMoved = hasTail && oldLeast !== least;
  const takesOld = !isMoved && least <= oldLeast && oldMost <= most;
  const takenByOld = !isMoved && oldLeast <= least && most <= oldMost;
  if (takesOld && takenByOld) return;
  tell(takesOld ? "size-widened" : takenByOld ? "size-narrowed" : "size-changed", "", text);
}

function lengthText(least: number, most: number): string {
  if (least === most) return `${least} bytes`;
  return most === Number.POSITIVE_INFINITY ? `${least} bytes or more` : `${least} to ${most} bytes`;
}

/** A struct, and the outermost one that it is in. */
interface Within {
  readonly layout: Layout;
  readonly root: Layout;
}

function compareInside(old: Within, now: Within, path: string, orders: Orders, tell: Tell): void {
  const [before, after] = [old, now].map(({ layout, root }) => membersOf(layout, root, path)) as [Member[], Member[]];
  const names = new Set(after.map(({ name }) => name));
  const gone = new Set(before.filter(({ name }) => !names.has(name)));
  const known = new Map(before.map((member) => [member.name, member]));
  for (const member of after) {
    const place = joinPaths(path, member.name);
    const same = known.get(member.name) ?? [...gone].find((one) => isRenamed(one, member));
    if (same === undefined) added(member, before, place, tell);
    else {
      gone.delete(same);
      const [was, is] = [keyOf(same.field), keyOf(member.field)];
      if (was !== is) tell("field-renamed", place, `was named ${was}, and is named ${is}`);
      compareMember(same, member, place, orders, tell);
      const [held, holds] = [same.encoding.inside, member.encoding.inside];
      const into = `${place}${"element" in member.field.type ? "[]" : ""}`;
      if (held && holds)
        compareInside({ layout: held, root: old.root }, { layout: holds, root: now.root }, into, orders, tell);
    }
  }
  for (const member of gone) removed(member, joinPaths(path, member.name), tell);
  const [oldTags, tags] = [tagsOf(old.layout), tagsOf(now.layout)];
  tags.forEach((tag, i) => {
    const was = oldTags[i];
    if (tag === was || i >= oldTags.length) return;
    const kind = was === undefined ? "tag-added" : tag === undefined ? "tag-removed" : "tag-changed";
    tell(kind, path, "has another tag to tell which member of a union is meant");
  });
}

/** Whether what is gone stands there under another name. */
function isRenamed(old: Member, now: Member): boolean {
  const isSame = old.at === now.at && old.width === now.width && old.encoding.what === now.encoding.what;
  return isSame && old.presence !== "never" && now.presence !== "never" && old.encoding.signed === now.encoding.signed;
}

function added(member: Member, before: readonly Member[], place: string, tell: Tell): void {
  const { field, presence, isRequired } = member;
  const other = before.find((one) => !one.field.reserved && !one.isShared && overlap(one, member));
  const at = `is new, ${placeText(member)}`;
  if (other !== undefined && !field.reserved && !member.isShared)
    tell("field-replaced", place, `${at}, where ${other.name} was`);
  else tell("field-added", place, at);
  if (field.constant !== undefined && Number(field.constant) !== 0)
    tell("constant-added", place, `must be ${field.constant}`);
  if (member.reckoned !== undefined) tell("reckoned-added", place, `must be ${member.reckoned}`);
  if (presence === "always" && isRequired) tell("presence-changed", place, "must be given");
}

function removed(member: Member, place: string, tell: Tell): void {
  const { field, presence, reckoned } = member;
  tell("field-removed", place, `is gone, ${placeText(member)} before`);
  if (field.constant !== undefined && Number(field.constant) !== 0)
    tell("constant-removed", place, `had to be ${field.constant}`);
  if (reckoned !== undefined) tell("reckoned-removed", place, `had to be ${reckoned}`);
  if (presence !== "never") tell("presence-changed", place, "is in no value any more");
}

function overlap(one: Member, two: Member): boolean {
  // Of parts it is known what is in front of them.
  if (typeof one.at === "string" && typeof two.at === "string") return one.at === two.at;
  const [[from, to], [start, end]] = [one.extent, two.extent];
  return from < end && start < to;
}

/** What is told of a member that has been and still is: in words, where it is anything. */
const facts: readonly (readonly [
  kind: ChangeKind | "constant" | "reckoned" | "count",
  of: (member: Member, order: Order) => string | undefined,
  text: string,
])[] = [
  ["field-moved", placeText, "stands"],
  ["field-resized", sizeText, "takes"],
  ["field-retyped", ({ encoding }) => encoding.what, "is"],
  ["value-changed", ({ encoding }) => encoding.value, "holds in values"],
  ["constant", ({ field: { constant } }) => constant?.toString(), "must be"],
  ["reckoned", ({ reckoned }) => reckoned, "must be"],
  ["count", ({ count }) => count, "is counted by"],
  ["padding-changed", ({ field }) => String((field as PartLayout).padded ?? 1), "is padded to multiples of"],
];

/** The same of members that are of one kind. */
const ofOneKind: typeof facts = [
  ["field-signed", ({ encoding: { signed } }) => (signed ? "signed" : "unsigned"), "is"],
  ["field-byte-order", ({ encoding }, order) => encoding.byteOrder ?? order ?? "the image's", "is in byte order"],
];

function compareMember(old: Member, now: Member, place: string, [oldOrder, order]: Orders, tell: Tell): void {
  for (const [kind, of, text] of old.encoding.what === now.encoding.what ? [...facts, ...ofOneKind] : facts) {
    const [was, is] = [of(old, oldOrder), of(now, order)];
    if (was === is) continue;
    const how = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    const isSome = kind === "constant" || kind === "reckoned" || kind === "count";
    tell(isSome ? `${kind}-${how}` : kind, place, `${text} ${is ?? "nothing"}, before ${was ?? "nothing"}`);
  }
  const [was, is] = [old.field, now.field];
  if (was.since !== undefined && is.since !== undefined && was.since !== is.since) {
    tell(
      is.since > was.since ? "since-later" : "since-earlier",
      place,
      `is there from ${is.since} bytes on, before from ${was.since}`,
    );
  }
  if (was.reserved !== is.reserved) {
    tell(
      is.reserved ? "value-to-reserved" : "reserved-to-value",
      place,
      `is ${is.reserved ? "" : "no longer "}reserved`,
    );
  }
  const presence = presenceText(old, now);
  if (presence !== undefined) tell("presence-changed", place, presence);
}

function presenceText(old: Member, now: Member): string | undefined {
  if (now.isRequired && !old.isRequired) return "must be given";
  if (now.presence === old.presence || old.presence === "never") return undefined;
  return now.presence === "never"
    ? "is in no value any more"
    : now.presence === "sometimes"
      ? "may be absent"
      : undefined;
}

function placeText({ at, encoding: { what } }: Member): string {
  if (typeof at === "string") return at;
  const { byte, bit } = placeOf(at);
  return what.startsWith("bits") ? `at bit ${bit} of byte ${byte}` : `at byte ${byte}`;
}

function sizeText({ width }: Member): string {
  return width % 8 === 0 ? `${width / 8} bytes` : `${width} bits`;
}
