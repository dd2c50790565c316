import { type FieldLayout, fieldsOf, type Layout, once, sizeOf, type TypeLayout } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import { bytesAt, type Keys, objectAt } from "../json/invalid-json.ts";
import type { NestedKind } from "./kind.ts";
import { membersFromJson, membersToJson, struct } from "./struct.ts";

export const union: NestedKind<"union"> = {
  describe: () => "an object",
  toJson({ layout }, value, kindOf) {
    const { $member, $bytes, $at = 0 } = value as Keys;
    const bytes = ($bytes as Uint8Array | undefined)?.subarray($at as number, ($at as number) + layout.size);
    const isUnsaid = layout.tag ? $member === "unknown" : bytes?.some((byte, i) => byte !== 0 && !coverOf(layout)[i]);
    // A view has all members of a tagged union, and a value the one that its tag means.
    return {
      ...(layout.tag !== undefined && $member !== undefined && { $member: $member as string }),
      ...(isUnsaid && { $bytes: toHex(bytes as Uint8Array) }),
      ...membersToJson(layout, value as Keys, kindOf),
    };
  },
  fromJson({ layout }, json, path, kindOf) {
    const object = objectAt(json, path);
    return membersFromJson(
      layout,
      fieldsMeant(layout, object.$member),
      object,
      besideFromJson(layout, object, path),
      path,
      kindOf,
    );
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

/** Of a tagged union the member that is meant and, where that is none, the bytes; of a plain one bytes that no member says. */
function besideFromJson({ tag }: Layout, { $member, $bytes }: Keys, path: string): Keys {
  const isGiven = tag === undefined ? $bytes !== undefined : $member === "unknown";
  return { ...(tag && { $member }), ...(isGiven && { $bytes: bytesAt($bytes, `${path}.$bytes`) }) };
}

/** Which bytes of a plain union its members say, as ones. */
const coverOf = once((layout: Layout): Uint8Array => {
  const cover = new Uint8Array(layout.size);
  markType(cover, { kind: "struct", layout }, 0);
  return cover;
});

function markType(cover: Uint8Array, type: TypeLayout, at: number): void {
  if ("layout" in type) {
    for (const member of type.layout.members) {
      if (member.kind === "field" && !member.reserved) markType(cover, member.type, at + member.offset);
    }
  } else if (type.kind === "array") {
    for (let i = 0; i < type.length; i++) markType(cover, type.element, at + i * type.stride);
  } else cover.fill(1, at, at + sizeOf(type));
}
