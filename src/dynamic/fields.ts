import type { FieldLayout, Layout, TypeLayout } from "../wire/layout.ts";

/** A union without a name, in bytes from the start of the struct that its members are lifted into. */
export interface LiftedUnion {
  readonly layout: Layout;
  readonly offset: number;
}

/** The fields of a struct or union under one name each, at offsets from its start. */
interface FieldsOf {
  /** those of anonymous structs and unions lifted */
  readonly all: readonly FieldLayout[];
  /** those that a value holds: not reserved ones, nor what the codec knows by itself */
  readonly held: readonly FieldLayout[];
  /** of the held ones those that do not share their bytes with others */
  readonly own: readonly FieldLayout[];
  /** what the others are in */
  readonly unions: readonly LiftedUnion[];
}

const known = new WeakMap<Layout, FieldsOf>();

export function fieldsOf(layout: Layout): FieldsOf {
  const made = known.get(layout) ?? collect(layout);
  known.set(layout, made);
  return made;
}

function collect(layout: Layout): FieldsOf {
  const all: FieldLayout[] = [];
  const own: FieldLayout[] = [];
  const unions: LiftedUnion[] = [];
  for (const field of layout.members) {
    if (field.kind === "padding") continue;
    const lifted = field.name === "" && "layout" in field.type ? field.type.layout : undefined;
    if (lifted === undefined) {
      all.push(field);
      own.push(field);
      continue;
    }
    const inner = fieldsOf(lifted);
    all.push(...inner.all.map((one) => moved(one, field.offset)));
    if (lifted.kind === "union") unions.push({ layout: lifted, offset: field.offset });
    else {
      own.push(...inner.own.map((one) => moved(one, field.offset)));
      unions.push(...inner.unions.map((one) => ({ ...one, offset: one.offset + field.offset })));
    }
  }
  return { all, held: all.filter(isHeld), own: own.filter(isHeld), unions };
}

function isHeld({ reserved, derived, type }: FieldLayout): boolean {
  return !reserved && !derived && !isDerivedHeader(type);
}

/** Whether nothing is left of a struct once type and length are taken away. */
export function isDerivedHeader(type: TypeLayout): boolean {
  if (type.kind !== "struct") return false;
  const { all } = fieldsOf(type.layout);
  return all.some((field) => field.derived) && all.every((field) => field.derived || field.reserved);
}

function moved(field: FieldLayout, by: number): FieldLayout {
  const bits = field.bits && { ...field.bits, at: field.bits.at + by * 8 };
  return { ...field, offset: field.offset + by, ...(bits && { bits }) };
}
