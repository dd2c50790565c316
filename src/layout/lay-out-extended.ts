import type {
  FamilyDefinition,
  Field,
  FieldFacts,
  RecordDefinition,
  StructDefinition,
} from "../../schema/dsl/types.ts";
import type { ChecksumLayout, CountLayout, ExtendedLayout, FieldLayout, Layout, PartLayout } from "../wire/layout.ts";
import { sizeOf } from "../wire/layout-data.ts";
import { findField } from "../wire/places.ts";
import { fieldLayout } from "./field-layout.ts";
import { fieldsOf } from "./fields.ts";
import { innerFamily } from "./inner-family.ts";
import type { Target } from "./kinds/rules.ts";
import { endOf, roundUp } from "./positions.ts";
import { present } from "./present.ts";

/** What there is to a record beside its fixed struct. */
interface More {
  readonly extended: ExtendedLayout;
  /** bytes that it has at least */
  readonly least: number;
  /** which fields beside the parts count them */
  readonly marks: ReadonlyMap<string, Pick<FieldLayout, "counts">>;
}

/** Undefined where there is nothing. `members` are all fields of the fixed struct, a header among them. */
export function extendedOf(
  definition: StructDefinition | RecordDefinition,
  layout: Layout,
  target: Target,
  family?: FamilyDefinition,
  members: readonly (readonly [name: string, field: Field])[] = Object.entries(definition.fields),
): More | undefined {
  const { parts, grows } = definition;
  const told = Object.entries(parts ?? {});
  const reckoned = reckonedIn([...members, ...told], "");
  if (parts === undefined && !grows && reckoned.length === 0) return undefined;
  const fields = fieldsOf(layout);
  const behindLast = Math.ceil(fields.reduce((end, field) => Math.max(end, endOf(field)), 0) / 8);
  const start = "length" in definition && definition.length === "offset" ? behindLast : layout.size;
  const since = [...new Set(fields.flatMap((field) => field.since ?? []))].sort((a, b) => a - b);
  const made = told.map(([name, { facts }]) => partLayout(name, facts, target, family));
  const marks = made.flatMap(({ name, count }) =>
    count === undefined ? [] : [[count.path, { counts: name }] as const],
  );
  return {
    extended: {
      start,
      ...present({
        parts: parts && made,
        grows: grows || undefined,
        since: since.length > 0 ? since : undefined,
        total: reckoned.find(({ facts }) => facts.isTotal)?.path,
        checksums: checksumsOf(reckoned, layout, made),
      }),
    },
    least:
      since.length > 0
        ? leastOf(layout)
        : made.reduce((sum, { type, ends }) => sum + sizeOf(type) + (ends ? 1 : 0), start),
    marks: new Map(marks.filter(([path]) => !path.includes("."))),
  };
}

/** Bytes of a struct that has none of the fields which came later: their holes are none of its own. */
function leastOf(layout: Layout): number {
  const fields = fieldsOf(layout);
  const later = fields.find(({ since }) => since !== undefined);
  const end = fields.reduce((end, field) => (field.since === undefined ? Math.max(end, endOf(field)) : end), 0);
  return Math.min(roundUp(end / 8, layout.align), later?.offset ?? layout.size);
}

interface Reckoned {
  readonly path: string;
  readonly facts: FieldFacts;
}

/** The fields that are reckoned from the bytes of all, by their paths. */
export function reckonedIn(members: readonly (readonly [name: string, field: Field])[], prefix: string): Reckoned[] {
  return members.flatMap(([name, { facts }]): Reckoned[] => {
    const { type, checksum, isTotal } = facts;
    if (checksum !== undefined || isTotal) return [{ path: prefix + name, facts }];
    if (type.kind !== "struct") return [];
    return reckonedIn(Object.entries(type.struct.fields), type.anonymous ? prefix : `${prefix}${name}.`);
  });
}

/** One that another one is of stands in front of that, so that they can be reckoned in turn. */
function checksumsOf(
  reckoned: readonly Reckoned[],
  layout: Layout,
  parts: readonly PartLayout[],
): ChecksumLayout[] | undefined {
  let left = reckoned.flatMap(({ path, facts: { checksum } }): ChecksumLayout[] => {
    if (checksum === undefined) return [];
    const { algorithm, from, to } = checksum;
    return [{ path, algorithm, ...present({ from, to }) }];
  });
  const ordered: ChecksumLayout[] = [];
  while (left.length > 0) {
    const first = left.find((one) => !left.some((other) => isOf(one, other, layout, parts))) ?? left[0]!;
    ordered.push(first);
    left = left.filter((one) => one !== first);
  }
  return ordered.length > 0 ? ordered : undefined;
}

/** Whether a checksum is of bytes among which another one stands, or of any at all. */
export function isOf(
  { path, from, to }: ChecksumLayout,
  other: ChecksumLayout | undefined,
  layout: Layout,
  parts: readonly PartLayout[] = [],
): boolean {
  // Parts are counted from the fixed struct's end on, whatever their sizes.
  const placeOf = (path: string): readonly [start: number, end: number] => {
    const part = parts.findIndex(({ name }) => name === path);
    if (part >= 0) return [layout.size + part, layout.size + part + 1];
    const { field, offset = 0 } = findField(layout, path.split(".")) ?? {};
    return [offset, offset + (field?.size ?? 0)];
  };
  const [own] = placeOf(path);
  const last = own < layout.size ? Number.POSITIVE_INFINITY : own;
  const start = from === undefined ? 0 : placeOf(from)[0];
  const end = to === undefined ? last : placeOf(to)[1];
  if (other === undefined) return start < end;
  const [at, behind] = placeOf(other.path);
  return other.path !== path && at < end && behind > start;
}

function partLayout(name: string, facts: FieldFacts, target: Target, family: FamilyDefinition | undefined): PartLayout {
  const measured = target.measure(facts).type;
  const field = fieldLayout(name, facts, { at: 0, width: sizeOf(measured) * 8, align: 1 }, measured);
  const { type } = field;
  const { padded } = facts;
  const more = present({ count: countOf(facts), ends: "ends" in facts.type ? facts.type.ends : undefined, padded });
  if (type.kind === "records" && type.family === "own" && family !== undefined) {
    return { ...field, type: { ...type, family: family.name, of: innerFamily(family) }, ...more };
  }
  if (type.kind !== "flexible") return { ...field, ...more };
  const { count: _, ...uncounted } = type;
  return { ...field, type: uncounted, ...more };
}

function countOf({ type }: FieldFacts): CountLayout | undefined {
  if (type.kind === "flexible" && type.count !== undefined) return { path: type.count };
  if (!("counted" in type) || type.counted === undefined) return undefined;
  const { field, unit, plus } = type.counted;
  const isBytes = type.counted.in === "bytes" || undefined;
  return {
    path: field,
    ...present({ isBytes, unit: unit === 1 ? undefined : unit, plus: plus === 0 ? undefined : plus }),
  };
}
