import { type FieldsOf, isHeld, useLifting } from "../fields.ts";
import type { FieldLayout, Layout, TypeLayout } from "../layout.ts";
import { flatten } from "../places.ts";

/** A struct or union that is a member without a name: those in it stand among the members around it. */
export function unnamed<T extends TypeLayout>(type: T): T {
  useLifting(liftFields);
  return type.kind === "union" ? { ...type, isLifted: true } : type;
}

export function liftFields(layout: Layout): FieldsOf {
  const direct = lift(layout, ["struct"]);
  const meant = onlyMeant(direct);
  const all = lift(layout, ["struct", "union"]).map((field) => {
    const only = meant.get(field.name);
    return only === undefined ? field : { ...field, only };
  });
  const own = direct.filter((field) => field.name !== "" && isHeld(field));
  return { direct, all, held: all.filter(isHeld), parts: [...own, ...direct.filter(isUnnamedUnion)] };
}

/** What the members of unions without a name are read by, where a tag says which of them is meant. */
function onlyMeant(direct: readonly FieldLayout[]): ReadonlyMap<string, NonNullable<FieldLayout["only"]>> {
  const tagged = direct.flatMap((field) => (isUnnamedUnion(field) ? field.type.layout : []));
  const members = tagged.flatMap(({ tag, members }) => (tag ? members.map((member) => ({ tag, member })) : []));
  return new Map(
    members.flatMap(({ tag, member }) => {
      return member.kind === "field" ? [[member.name, { tag, member: member.name }] as const] : [];
    }),
  );
}

export type UnnamedUnion = FieldLayout & { readonly type: Extract<TypeLayout, { kind: "union" }> };

/** Whether a part of a value is a union whose members stand among the members around it. */
export function isUnnamedUnion(part: FieldLayout): part is UnnamedUnion {
  return part.name === "" && part.type.kind === "union";
}

/** The fields, and instead of those of some kinds that have no name the fields in them. */
function lift(layout: Layout, kinds: readonly TypeLayout["kind"][]): FieldLayout[] {
  return flatten(layout, ({ name, type }) => name === "" && kinds.includes(type.kind)).map(({ field }) => field);
}
