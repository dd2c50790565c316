import {
  extentOf,
  type FieldLayout,
  fieldsOf,
  isHeld,
  keyOf,
  type Layout,
  leastSize,
  sizesOf,
  viewOf,
} from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { bytesAt, type Keys, objectAt, refuseKeysBut, unexpected } from "../json/invalid-json.ts";
import type { Json, JsonObject } from "../json/lines.ts";
import { flattenUnused, flattenValue } from "./flatten.ts";
import type { FlatField, Flattening, KindOf, NestedKind, Place } from "./kind.ts";

export const struct: NestedKind<"struct"> = {
  describe: () => "an object",
  toJson: ({ layout }, value, kindOf) => membersToJson(layout, value as Keys, kindOf),
  fromJson: ({ layout }, json, path, kindOf) =>
    membersFromJson(layout, heldIn(layout), objectAt(json, path), {}, path, kindOf),
  flatten: ({ layout }, value, place, all) => flattenMembers(layout, value as Keys, place, all),
};

export function membersToJson(layout: Layout, held: Keys, kindOf: KindOf): JsonObject {
  const all: [name: string, value: Json][] = [];
  for (const field of heldIn(layout)) {
    const { name, type } = field;
    const value = held[keyOf(field)];
    if (value !== undefined) all.push([name, kindOf(type).toJson(type, value, kindOf)]);
  }
  const json = Object.fromEntries(all);
  return layout.extended === undefined ? json : Object.assign(json, beyondToJson(held));
}

/** What a value holds of a struct and its parts. */
export function heldIn(layout: Layout): readonly FieldLayout[] {
  const { held } = fieldsOf(layout);
  const { parts } = layout.extended ?? {};
  return parts === undefined ? held : [...held, ...parts.filter(isHeld)];
}

function beyondToJson({ $padding, $rest }: Keys): JsonObject {
  const paddings = Object.entries(($padding ?? {}) as Keys).map(([part, bytes]) => [part, toHex(bytes as Uint8Array)]);
  return {
    ...($rest !== undefined && { $rest: toHex($rest as Uint8Array) }),
    ...(paddings.length > 0 && { $padding: Object.fromEntries(paddings) }),
  };
}

function beyondFromJson({ $padding, $rest }: Keys, path: string): Keys {
  const at = `${path}.$padding`;
  const paddings = $padding === undefined ? [] : Object.entries(objectAt($padding, at));
  return {
    ...($rest !== undefined && { $rest: bytesAt($rest, `${path}.$rest`) }),
    ...(paddings.length > 0 && {
      $padding: Object.fromEntries(paddings.map(([part, bytes]) => [part, bytesAt(bytes, `${at}.${part}`)])),
    }),
  };
}

/**
 * The value of some of a layout's fields; what `others` holds of it is known already.
 * @throws BytewrightError
 */
export function membersFromJson(
  layout: Layout,
  fields: readonly FieldLayout[],
  json: Keys,
  others: Keys,
  path: string,
  kindOf: KindOf,
): Keys {
  const beyond = layout.extended === undefined ? [] : ["$rest", "$padding"];
  const names = [...Object.keys(others), ...fields.map(({ name }) => name), ...beyond];
  refuseKeysBut(names, json, path);
  const value: { [name: string]: unknown } = { ...others, ...(beyond.length > 0 && beyondFromJson(json, path)) };
  for (const field of fields) {
    const { name, type } = field;
    const here = `${path}.${name}`;
    if (Object.hasOwn(json, name)) value[keyOf(field)] = kindOf(type).fromJson(type, json[name], here, kindOf);
    else if (!isOptional(layout, field)) throw unexpected(here, undefined, kindOf(type).describe(type, kindOf));
  }
  return value;
}

/** Whether a field is known without being given: a constant, a count, a tag; or one of a union's members. */
function isOptional(layout: Layout, { name, constant, counts, tags, since }: FieldLayout): boolean {
  if (constant !== undefined || counts !== undefined || tags !== undefined || since !== undefined) return true;
  const { when } = layout.record ?? {};
  if (when?.mask !== undefined && when.path.startsWith(`${name}.`)) return true;
  if (layout.extended?.parts?.some((part) => part.name === name)) return false;
  return layout.kind === "union" || !fieldsOf(layout).parts.some((field) => field.name === name);
}

/** Whether a record's title tells it. */
function isTold({ derived }: FieldLayout): boolean {
  return derived === "type" || derived === "length";
}

/** With what is unused; without the header's type and length, but if all is wanted. `place` is the struct's; a record's has no path. */
export function* flattenMembers(
  layout: Layout,
  value: Keys,
  place: Pick<Place, "path" | "offset">,
  all: Flattening,
): Generator<FlatField> {
  const prefix = place.path === "" ? "" : `${place.path}.`;
  // They, and parts, may begin in the hole at the end of their struct (`groups[0]` at 12 of 16): then the hole is theirs.
  const elements =
    sizesOf(layout).array?.offset ?? (layout.extended?.parts ? leastSize(layout) : Number.POSITIVE_INFINITY);
  for (const member of layout.members) {
    const offset = place.offset + member.offset;
    if (member.kind === "padding" && member.offset >= elements) continue;
    if (member.kind === "padding" || member.reserved) {
      const unused = flattenUnused(member, place.offset, prefix, all);
      // A record that grows may end before it.
      if (unused.size > 0) yield unused;
    } else if (member.name === "" && "layout" in member.type) {
      yield* flattenMembers(member.type.layout, value, { path: place.path, offset }, all);
    } else if ((all.isAll || !isTold(member)) && value[keyOf(member)] !== undefined) {
      const path = prefix + member.name;
      const { size } = member;
      yield* flattenValue(member.type, value[keyOf(member)], { field: member, path, offset, size }, all);
    }
  }
  if (layout.extended !== undefined) yield* flattenBeyond(layout, value, place.offset, prefix, all);
}

/** The parts behind a struct, and bytes behind all that is known. */
function* flattenBeyond(
  layout: Layout,
  value: Keys,
  base: number,
  prefix: string,
  all: Flattening,
): Generator<FlatField> {
  const { bytes, byteOrder } = all;
  const limit = (value.$bytes as Uint8Array | undefined)?.length ?? bytes.length;
  const { parts, known, end } = extentOf(layout, viewOf(bytes), base, byteOrder === "little", limit);
  for (const { part, at, end: last, next } of parts) {
    const held = value[keyOf(part)];
    const place = { field: part, path: prefix + part.name, offset: at, size: last - at };
    if (held !== undefined) yield* flattenValue(part.type, held, place, all);
    if (last === next) continue;
    const behind = { offset: last, size: next - last, value: bytes.subarray(last, next) };
    yield { what: "unused", path: `${prefix}(behind ${part.name})`, ...behind };
  }
  if (!layout.extended?.grows || known >= end) return;
  const type = { kind: "bytes", size: end - known } as const;
  const field: FieldLayout = { kind: "field", name: "$rest", offset: known - base, size: type.size, type };
  const place = { field, path: `${prefix}$rest`, offset: known, size: type.size };
  yield* flattenValue(type, bytes.subarray(known, end), place, all);
}
