import type { BitRange, FieldLayout, Layout, PaddingLayout, TypeLayout } from "../../src/wire/index.ts";
import { kebabCase, pascalCase } from "./names.ts";

/**
 * A struct that gets its own functions: a record or a struct with a name (a module each), or one without a name,
 * which stands in the module of the struct around it. So does a struct that holds the family's header, because its
 * value leaves the header out.
 */
export interface Unit {
  readonly layout: Layout;
  /** name of the TypeScript type, `CkptHdrTask` */
  readonly type: string;
  /** file of the module without its ending, `ckpt-hdr-task` */
  readonly file: string;
  /** C name for messages; of a struct without a name, that of the record around it */
  readonly record: string;
  /** all fields and holes, those of anonymous structs lifted, with offsets from the start of the unit */
  readonly slots: readonly Slot[];
  readonly inner: readonly Unit[];
}

export type Slot =
  | { readonly kind: "padding"; readonly offset: number; readonly size: number; readonly bits: BitRange | undefined }
  | { readonly kind: "value"; readonly field: FieldLayout; readonly offset: number; readonly type: TypeLayout }
  /** fields that a value leaves out: reserved ones, and a header that says nothing of its own */
  | { readonly kind: "silent"; readonly field: FieldLayout; readonly offset: number; readonly type: TypeLayout };

export type ValueSlot = Extract<Slot, { kind: "value" }>;

/** The unit of a record or a struct with a name. */
export function unitOf(layout: Layout): Unit {
  return makeUnit(layout, pascalCase(layout.name), kebabCase(layout.name), layout.name);
}

function makeUnit(layout: Layout, type: string, file: string, record: string): Unit {
  const slots = slotsOf(layout, 0);
  const inner = slots.flatMap((slot) => {
    const own = slot.kind === "value" ? inlineStruct(slot.type) : undefined;
    return own && slot.kind === "value" ? [makeUnit(own, type + pascalCase(slot.field.name), file, record)] : [];
  });
  return { layout, type, file, record, slots, inner };
}

function slotsOf(layout: Layout, base: number): Slot[] {
  return layout.members.flatMap((member): Slot[] => {
    const offset = base + member.offset;
    if (member.kind === "padding") return [paddingSlot(member, offset)];
    const { type } = member;
    if (member.name === "" && type.kind === "struct") return slotsOf(type.layout, offset);
    const kind = member.reserved || isSilentHeader(type) ? "silent" : "value";
    return [{ kind, field: member, offset, type }];
  });
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

/** Whether a struct is emitted with the one around it. */
function inlineStruct(type: TypeLayout): Layout | undefined {
  if (type.kind === "array" || type.kind === "flexible") return inlineStruct(type.element);
  if (type.kind !== "struct") return undefined;
  return type.layout.name === "" || holdsHeader(type.layout) ? type.layout : undefined;
}

function holdsHeader(layout: Layout): boolean {
  return layout.members.some(
    (member) =>
      member.kind === "field" &&
      (member.derived !== undefined || (member.type.kind === "struct" && holdsHeader(member.type.layout))),
  );
}

/** The structs with a name that a layout holds, each once, innermost first. */
export function namedStructs(layout: Layout, into: Map<string, Layout> = new Map()): Map<string, Layout> {
  for (const member of layout.members) {
    if (member.kind === "padding") continue;
    let type: TypeLayout = member.type;
    while (type.kind === "array" || type.kind === "flexible") type = type.element;
    if (type.kind !== "struct") continue;
    namedStructs(type.layout, into);
    if (type.layout.name !== "" && !holdsHeader(type.layout)) into.set(type.layout.name, type.layout);
  }
  return into;
}

export function valueSlots(unit: Unit): ValueSlot[] {
  return unit.slots.filter((slot) => slot.kind === "value");
}

/** The array that makes the unit's size vary, if there is one. */
export function flexibleSlot(unit: Unit): ValueSlot | undefined {
  return valueSlots(unit).find((slot) => slot.type.kind === "flexible");
}

/** A byte order that code is emitted for; names of its functions end in the suffix. */
export interface Order {
  readonly name: "little" | "big";
  readonly suffix: "" | "Be";
}

/** What is the same for every unit of a schema. */
export interface EmitOptions {
  readonly runtime: string;
  /** the ending of imports between generated modules */
  readonly extension: ".ts" | ".js";
  /** schema the code is generated from, for the banner */
  readonly source: string;
  /** the first is the codec itself, a second one its twin `be` */
  readonly orders: readonly Order[];
}
