import type { FieldLayout, Layout } from "./layout.ts";

/** A union without a name, in bytes from the start of the struct that its members are lifted into. */
export interface LiftedUnion {
  readonly layout: Layout;
  readonly offset: number;
}

/** The fields of a struct or union under one name each, at offsets from its start. */
export interface FieldsOf {
  /** those of anonymous structs and unions lifted */
  readonly all: readonly FieldLayout[];
  /** those that a value holds: not reserved ones, nor what the codec knows by itself */
  readonly held: readonly FieldLayout[];
  /** of the held ones those that do not share their bytes with others */
  readonly own: readonly FieldLayout[];
  /** what the others are in */
  readonly unions: readonly LiftedUnion[];
}

const known: WeakMap<Layout, FieldsOf> = /* @__PURE__ */ new WeakMap<Layout, FieldsOf>();

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
    for (const one of inner.all) all.push(moved(one, field.offset));
    if (lifted.kind === "union") unions.push({ layout: lifted, offset: field.offset });
    else {
      for (const one of inner.own) own.push(moved(one, field.offset));
      for (const one of inner.unions) unions.push({ ...one, offset: one.offset + field.offset });
    }
  }
  return { all, held: all.filter(isHeld), own: own.filter(isHeld), unions };
}

function isHeld({ reserved, derived }: FieldLayout): boolean {
  return !reserved && !derived;
}

function moved(field: FieldLayout, by: number): FieldLayout {
  if (by === 0) return field;
  const bits = field.bits && { ...field.bits, at: field.bits.at + by * 8 };
  return { ...field, offset: field.offset + by, ...(bits && { bits }) };
}

/** Whether views give the bytes of a field as they are: a reserved list or struct has nothing that could be named. */
export function isSeenAsBytes({ reserved, type }: FieldLayout): boolean {
  return reserved === true && ("layout" in type || "element" in type);
}

/**
 * Whether a view may write a field by itself: what it holds is numbers, text or bytes of a fixed size, and neither
 * the record's shape (type, length, counts, tags, what tells it from others) nor a constant depends on it. Structs are
 * written through their own views.
 */
export function isSettable({ derived, constant, counts, tags, tells, reserved, type, size }: FieldLayout): boolean {
  if (derived || constant !== undefined || counts !== undefined || tags || tells || reserved) return false;
  let inner = type;
  while ("element" in inner) inner = inner.element;
  return !("layout" in inner) && !("element" in type && size === 0 && type.kind === "flexible");
}
