import { type FieldLayout, fieldsOf, keyOf, type Layout, sizesOf } from "../../wire/index.ts";
import { type Keys, objectAt, refuseKeysBut, unexpected } from "../json/invalid-json.ts";
import type { Json, JsonObject } from "../json/lines.ts";
import { flattenUnused, flattenValue } from "./flatten.ts";
import type { FlatField, Flattening, KindOf, NestedKind, Place } from "./kind.ts";

export const struct: NestedKind<"struct"> = {
  describe: () => "an object",
  toJson: ({ layout }, value, kindOf) => membersToJson(layout, value as Keys, kindOf),
  fromJson: ({ layout }, json, path, kindOf) =>
    membersFromJson(layout, fieldsOf(layout).held, objectAt(json, path), {}, path, kindOf),
  flatten: ({ layout }, value, place, all) => flattenMembers(layout, value as Keys, place, all),
};

export function membersToJson(layout: Layout, held: Keys, kindOf: KindOf): JsonObject {
  const json: [name: string, value: Json][] = [];
  for (const field of fieldsOf(layout).held) {
    const { name, type } = field;
    const value = held[keyOf(field)];
    if (value !== undefined) json.push([name, kindOf(type).toJson(type, value, kindOf)]);
  }
  return Object.fromEntries(json);
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
  const names = [...Object.keys(others), ...fields.map(({ name }) => name)];
  refuseKeysBut(names, json, path);
  const value: { [name: string]: unknown } = { ...others };
  for (const field of fields) {
    const { name, type } = field;
    const here = `${path}.${name}`;
    if (Object.hasOwn(json, name)) value[keyOf(field)] = kindOf(type).fromJson(type, json[name], here, kindOf);
    else if (!isOptional(layout, field)) throw unexpected(here, undefined, kindOf(type).describe(type, kindOf));
  }
  return value;
}

/** Whether a field is known without being given: a constant, a count, a tag; or one of a union's members. */
function isOptional(layout: Layout, { name, constant, counts, tags }: FieldLayout): boolean {
  if (constant !== undefined || counts !== undefined || tags !== undefined) return true;
  return layout.kind === "union" || !fieldsOf(layout).parts.some((field) => field.name === name);
}

/** Without the header's type and length, and with what is unused. `place` is the struct's; a record's has no path. */
export function* flattenMembers(
  layout: Layout,
  value: Keys,
  place: Omit<Place, "field">,
  all: Flattening,
): Generator<FlatField> {
  const prefix = place.path === "" ? "" : `${place.path}.`;
  // They may begin in the hole at the end of their struct (`groups[0]` at 12 of 16): then the hole is theirs.
  const elements = sizesOf(layout).array?.offset ?? Number.POSITIVE_INFINITY;
  for (const member of layout.members) {
    const offset = place.offset + member.offset;
    if (member.kind === "padding" && member.offset >= elements) continue;
    if (member.kind === "padding" || member.reserved) yield flattenUnused(member, place.offset, prefix, all);
    else if (member.name === "" && "layout" in member.type) {
      yield* flattenMembers(member.type.layout, value, { path: place.path, offset }, all);
    } else if (member.derived !== "type" && member.derived !== "length" && value[keyOf(member)] !== undefined) {
      const path = prefix + member.name;
      yield* flattenValue(member.type, value[keyOf(member)], { field: member, path, offset }, all);
    }
  }
}
