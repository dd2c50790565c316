import { isMarkedByRecord } from "../../src/layout/index.ts";
import type { BitRange, FieldLayout, Layout, PaddingLayout, TypeLayout } from "../../src/wire/index.ts";
import { kebabCase, pascalCase } from "./names.ts";

/**
 * A struct that gets its own functions: a record or a struct with a name (a module each), or one without a name,
 * which stands in the module of the struct around it. So does a struct that holds the family's header, because its
 * value leaves the header out, or what tells the record from others, which a view of the record must not write.
 */
export interface Unit {
  readonly layout: Layout;
  /** name of the TypeScript type, `CkptHdrTask` */
  readonly type: string;
  /** file of the module without its ending, `ckpt-hdr-task` */
  readonly file: string;
  /** C name for messages; of a struct without a name, that of the record around it */
  readonly record: string;
  /** the member after which a struct or union without a name is named */
  readonly field: FieldLayout | undefined;
  /** all fields and holes, those of anonymous structs lifted, with offsets from the start of the unit */
  readonly slots: readonly Slot[];
  /** structs and unions among its fields that are emitted in the same module */
  readonly inner: readonly Unit[];
  /** those that are emitted with this unit: none of what it shares with the union or struct that it is a part of */
  readonly own: readonly Unit[];
  /** a union without a name: its members stand in the value of the struct around it */
  readonly isLifted: boolean;
  /** of a union: a unit for each member, with the member as its only field */
  readonly alternatives: readonly Unit[];
  /** unions without a name, whose members are among the slots */
  readonly lifted: readonly LiftedUnion[];
}

/** A union without a name in a unit. */
export interface LiftedUnion {
  readonly unit: Unit;
  readonly offset: number;
}

export type Slot =
  | { readonly kind: "padding"; readonly offset: number; readonly size: number; readonly bits: BitRange | undefined }
  | {
      readonly kind: "value";
      readonly field: FieldLayout;
      readonly offset: number;
      readonly type: TypeLayout;
      /** set for a field of a union, of which the value may hold another one */
      readonly optional?: true;
    }
  /** fields that a value leaves out: reserved ones, and a header that says nothing of its own */
  | { readonly kind: "silent"; readonly field: FieldLayout; readonly offset: number; readonly type: TypeLayout };

export type ValueSlot = Extract<Slot, { kind: "value" }>;

/** The unit of a record or a struct with a name. */
export function unitOf(layout: Layout): Unit {
  return makeUnit(layout, pascalCase(layout.name), kebabCase(layout.name), layout.name, undefined);
}

function makeUnit(
  layout: Layout,
  type: string,
  file: string,
  record: string,
  field: FieldLayout | undefined,
  part: { readonly isLifted?: boolean; readonly inner?: readonly Unit[] } = {},
): Unit {
  const slots = slotsOf(layout, 0);
  const own = part.inner === undefined ? slots.flatMap(innerUnit) : [];
  // Parts have no copy of them: with each level of unions in unions, there would be twice as many.
  const inner = part.inner ?? own;
  const alternatives = layout.kind === "union" ? alternativesOf(layout).map(alternative) : [];
  const lifted = layout.kind === "union" ? [] : liftedUnions(layout, 0).map(liftedUnion);
  const { isLifted = false } = part;
  return { layout, type, file, record, field, slots, inner, own, isLifted, alternatives, lifted };

  function innerUnit(slot: Slot): Unit[] {
    const inline = slot.kind === "value" ? inlineLayout(slot.type) : undefined;
    if (inline === undefined || slot.kind !== "value") return [];
    return [makeUnit(inline, type + pascalCase(slot.field.name), file, record, slot.field)];
  }

  function alternative(of: Layout, i: number): Unit {
    const [member] = of.members;
    const only = member?.kind === "field" ? member : undefined;
    return makeUnit(of, `${type}As${pascalCase(only?.name ?? "") || i + 1}`, file, record, only, { inner });
  }

  function liftedUnion({ layout: of, offset }: { layout: Layout; offset: number }, i: number): LiftedUnion {
    return { unit: makeUnit(of, `${type}Union${i + 1}`, file, record, undefined, { isLifted: true, inner }), offset };
  }
}

/** Each member of a union as a struct of its own, as large as the union. */
function alternativesOf(union: Layout): Layout[] {
  return union.members.flatMap((member) => {
    if (member.kind === "padding") return [];
    const end = member.offset + member.size;
    const rest = { kind: "padding" as const, offset: end, size: union.size - end };
    return [{ ...union, kind: "struct" as const, name: "", members: rest.size === 0 ? [member] : [member, rest] }];
  });
}

/** Unions without a name, those in structs without a name included. */
function liftedUnions(layout: Layout, base: number): { layout: Layout; offset: number }[] {
  return layout.members.flatMap((member) => {
    if (member.kind === "padding" || member.name !== "") return [];
    const offset = base + member.offset;
    if (member.type.kind === "union") return [{ layout: member.type.layout, offset }];
    return member.type.kind === "struct" ? liftedUnions(member.type.layout, offset) : [];
  });
}

function slotsOf(layout: Layout, base: number): Slot[] {
  return layout.members.flatMap((member): Slot[] => {
    const offset = base + member.offset;
    if (member.kind === "padding") return [paddingSlot(member, offset)];
    const { type } = member;
    if (member.name === "" && type.kind === "struct") return slotsOf(type.layout, offset);
    if (member.name === "" && type.kind === "union") return slotsOf(type.layout, offset).map(asOptional);
    const kind = member.reserved || isSilentHeader(type) ? "silent" : "value";
    return [{ kind, field: member, offset, type }];
  });
}

/** The holes of a union are between members that may be written over one another: the union as a whole sees to them. */
function asOptional(slot: Slot): Slot {
  return slot.kind === "value" ? { ...slot, optional: true } : slot;
}

function paddingSlot(member: PaddingLayout, offset: number): Slot {
  return { kind: "padding", offset, size: member.size, bits: member.bits };
}

/** A header of which nothing is left once type and length are taken away. */
function isSilentHeader(type: TypeLayout): boolean {
  if (type.kind !== "struct") return false;
  const fields = type.layout.members.filter((member) => member.kind === "field");
  return fields.some((field) => field.derived) && fields.every((field) => field.derived || field.reserved);
}

/** Whether a struct is emitted with the one around it; a union always is. */
function inlineLayout(type: TypeLayout): Layout | undefined {
  if (type.kind === "array" || type.kind === "flexible") return inlineLayout(type.element);
  if (type.kind === "union") return type.layout;
  if (type.kind !== "struct") return undefined;
  return type.layout.name === "" || isMarkedByRecord(type.layout) ? type.layout : undefined;
}

export function valueSlots(unit: Unit): ValueSlot[] {
  return unit.slots.filter((slot) => slot.kind === "value");
}

/** The array that makes the unit's size vary, if there is one. */
export function flexibleSlot(unit: Unit): ValueSlot | undefined {
  return valueSlots(unit).find((slot) => slot.type.kind === "flexible");
}

/** The unit's payload: a flexible array of bytes. */
export function payloadSlot(unit: Unit): ValueSlot | undefined {
  const slot = flexibleSlot(unit);
  return slot?.type.kind === "flexible" && slot.type.as === "bytes" ? slot : undefined;
}

/**
 * A byte order that code is emitted for. In a schema of which both are needed, names of big-endian functions end in
 * `Be`; where that is the second order of a unit, so do the names of its view and its codec: they are twins.
 */
export interface Order {
  readonly name: "little" | "big";
  readonly suffix: "" | "Be";
  readonly twin: boolean;
}

/** What the name of a unit's view ends in. */
export function viewSuffix(order: Order): "" | "Be" {
  return order.twin ? "Be" : "";
}

/** How the code of a unit is emitted. */
export interface EmitOptions {
  readonly runtime: string;
  /** the ending of imports between generated modules */
  readonly extension: ".ts" | ".js";
  /** schema the code is generated from, for the banner */
  readonly source: string;
  /** of the unit that is emitted: the first is the codec itself, a second one its twin `be` */
  readonly orders: readonly Order[];
}
