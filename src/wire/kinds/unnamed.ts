import { type FieldsOf, isHeld } from "../fields.ts";
import type { FieldLayout, Layout, TypeLayout } from "../layout.ts";
import { useLifting } from "./hooks.ts";

/** A struct or union that is a member without a name: those in it stand among the members around it. */
export function unnamed<T extends TypeLayout>(type: T): T {
  useLifting(liftFields);
  return type;
}

export function liftFields(layout: Layout): FieldsOf {
  const direct = lift(layout, ["struct"]);
  const all = lift(layout, ["struct", "union"]);
  const unions = direct.flatMap((field) => {
    const { name, type } = field;
    return name === "" && type.kind === "union" ? [{ ...field, type: { ...type, isLifted: true as const } }] : [];
  });
  const own = direct.filter((field) => field.name !== "" && isHeld(field));
  return { direct, all, held: all.filter(isHeld), own, unions, parts: [...own, ...unions] };
}

/** The fields, and instead of those of some kinds that have no name the fields in them. */
function lift({ members }: Layout, kinds: readonly TypeLayout["kind"][], base = 0): FieldLayout[] {
  return members.flatMap((member) => {
    if (member.kind === "padding") return [];
    const { name, type, offset, bits } = member;
    if (name === "" && "layout" in type && kinds.includes(type.kind)) return lift(type.layout, kinds, base + offset);
    return { ...member, offset: base + offset, ...(bits && { bits: { ...bits, at: bits.at + base * 8 } }) };
  });
}
