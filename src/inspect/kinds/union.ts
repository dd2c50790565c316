import { type FieldLayout, fieldsOf, type Layout } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { bytesAt, type Keys, objectAt } from "../json/invalid-json.ts";
import type { NestedKind } from "./kind.ts";
import { membersFromJson, membersToJson, struct } from "./struct.ts";

export const union: NestedKind<"union"> = {
  describe: () => "an object",
  toJson({ layout }, value, kindOf) {
    const { $member, $bytes } = value as Keys;
    // A view has all members of a tagged union, and a value the one that its tag means.
    return {
      ...(layout.tag !== undefined && $member !== undefined && { $member: $member as string }),
      ...($member === "unknown" && layout.tag !== undefined && { $bytes: toHex($bytes as Uint8Array) }),
      ...membersToJson(layout, value as Keys, kindOf),
    };
  },
  fromJson({ layout }, json, path, kindOf) {
    const object = objectAt(json, path);
    const tagged = layout.tag === undefined ? {} : tagFromJson(object, path);
    return membersFromJson(layout, fieldsMeant(layout, object.$member), object, tagged, path, kindOf);
  },
  flatten: ({ layout }, value, place, all) => struct.flatten({ kind: "struct", layout }, value, place, all),
};

/** Of a tagged union only the member that `$member` names, as the others would be lost. */
function fieldsMeant(layout: Layout, member: unknown): readonly FieldLayout[] {
  const { tag } = layout;
  const fields = fieldsOf(layout).held;
  const isKnown =
    typeof member === "string" &&
    (member === "unknown" || member === tag?.default || Object.hasOwn(tag?.members ?? {}, member));
  return tag !== undefined && isKnown ? fields.filter(({ name }) => name === member) : fields;
}

/** The member of a tagged union that is meant and, where that is none, the bytes. */
function tagFromJson({ $member, $bytes }: Keys, path: string): Keys {
  return $member === "unknown" ? { $member, $bytes: bytesAt($bytes, `${path}.$bytes`) } : { $member };
}
