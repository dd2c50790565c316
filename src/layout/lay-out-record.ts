import { deepFreeze } from "../../schema/dsl/definition.ts";
import type { FamilyDefinition, Field, Fields, RecordDefinition } from "../../schema/dsl/types.ts";
import { flexibleField } from "../wire/fields.ts";
import type {
  DiscriminatorLayout,
  FieldLayout,
  FollowerLayout,
  Framing,
  HeaderPlace,
  Layout,
  RecordType,
} from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { findField, placesIn } from "../wire/places.ts";
import { type Abi, abiOf } from "./abis.ts";
import { fieldAt } from "./faults/members.ts";
import { isAnonymous, isUnnamedBits } from "./kinds/index.ts";
import { layOut, layOutMembers, type Mark, type Member, markFields, targetFor } from "./lay-out.ts";
import { extendedOf } from "./lay-out-extended.ts";
import { present } from "./present.ts";

/**
 * Lays a record out with its family's header in it, and says what the header must hold. The header's type and length
 * fields are marked as derived in the record's layout, not in that of the bare header struct.
 */
export function layOutRecord(record: RecordDefinition, family: FamilyDefinition, abi: Abi = abiOf(family.abi)): Layout {
  return layouts(family)(abi)(record);
}

/** Checks lay records out as well. */
const layouts = once((family: FamilyDefinition) =>
  once((abi: Abi) => once((record: RecordDefinition) => layOutNew(record, family, abi))),
);

function layOutNew(record: RecordDefinition, family: FamilyDefinition, abi: Abi): Layout {
  const header = record.header ?? family.member;
  const plain = layOutMembers(record, abi, membersOfRecord(record, family));
  const followers = record.followers.map(
    ({ name, record, as }): FollowerLayout => ({ name, record, ...(as !== "text" && { struct: as.name }) }),
  );
  const more = extendedOf(record, plain, targetFor(abi), family, membersOfRecord(record, family));
  const framing = framingOf(family, abi);
  const when = typeUnderMask(framing, header, record) ?? variantOf(plain, record, family, abi);
  const marks = new Map<string, Mark>([
    ...(more?.marks ?? []),
    ...(header === undefined ? [] : derivedFields(header, family)),
  ]);
  if (when !== undefined) marks.set(when.path, { tells: true });
  return deepFreeze({
    ...markFields(plain, marks),
    record: {
      family: family.name,
      framing,
      ...present({
        type: typeIn(framing, record),
        header,
        when,
        followers: followers.length === 0 ? undefined : followers,
      }),
      baseSize: more?.least ?? (record.length === "offset" ? (flexibleField(plain)?.offset ?? plain.size) : plain.size),
    },
    ...(more && { extended: more.extended }),
  });
}

/** Of a type under a mask, whose field is part of values: what it must say in them. */
function typeUnderMask({ type }: Framing, header: string | undefined, record: RecordDefinition) {
  if (type?.mask === undefined || type.type?.kind !== "integer") return undefined;
  const { name, offset, size, mask } = type;
  const own = present({ byteOrder: type.type.byteOrder });
  return { path: `${header}.${name}`, offset, size: size as 1 | 2 | 4, ...own, values: [Number(record.type)], mask };
}

/** What tells a record from others of its type: its own values, or all that they leave. */
function variantOf(layout: Layout, record: RecordDefinition, family: FamilyDefinition, abi: Abi) {
  if (record.when !== undefined) return discriminator(layout, record);
  const alike = recordsByType(family).get(record.type) ?? [];
  const taken = alike.flatMap((other) => {
    if (other.when === undefined) return [];
    return discriminator(layOutMembers(other, abi, membersOfRecord(other, family)), other) ?? [];
  });
  const [first] = taken;
  if (first === undefined) return undefined;
  const same = placesIn(layout).find(
    ({ field: { type, offset, size, bits } }) =>
      type.kind === "integer" && offset === first.offset && size === first.size && bits === undefined,
  );
  if (same === undefined) return undefined;
  return { ...first, path: same.path, values: taken.flatMap(({ values }) => values), except: true as const };
}

/** Records are laid out one by one, many times over: looking through all of them for each would take its time. */
export const recordsByType: (
  family: FamilyDefinition,
) => ReadonlyMap<RecordType | undefined, readonly RecordDefinition[]> = once(({ records }) => {
  const byType = new Map<RecordType | undefined, RecordDefinition[]>();
  for (const record of records) {
    const alike = byType.get(record.type) ?? [];
    byType.set(record.type, alike);
    alike.push(record);
  }
  return byType;
});

function discriminator(layout: Layout, record: RecordDefinition): DiscriminatorLayout | undefined {
  const path = record.when?.field ?? "";
  const found = findField(layout, path.split("."));
  // A field that is not there is a fault of the schema, which is laid out to look for others as well.
  if (found?.field.type.kind !== "integer") return undefined;
  const { byteOrder, size } = found.field.type;
  const own = present({ byteOrder });
  return { path, offset: found.offset, size: size as 1 | 2 | 4, ...own, values: toldValues(record) };
}

/** The values that tell a record from others of its type: by default, that of the constant there. */
export function toldValues({ when, fields }: RecordDefinition): readonly number[] {
  if (when?.values !== undefined) return when.values;
  const constant = when && fieldAt(fields, when.field)?.constant;
  return constant === undefined ? [] : [Number(constant)];
}

/** A type as a header's field of 8 bytes, or of a `long`, has it. */
function typeIn({ type: place }: Framing, { type }: RecordDefinition): RecordType | undefined {
  const isBig = place?.type?.kind === "integer" && place.type.big;
  return isBig && Number.isSafeInteger(type) ? BigInt(type as number) : type;
}

/** The record's members; the header comes first, unless they hold it themselves. */
export function membersOfRecord(record: RecordDefinition, family: FamilyDefinition): Member[] {
  const own: Member[] = Object.entries(record.fields);
  const { header: struct, member } = family;
  if (record.header !== undefined || struct === undefined || member === undefined) return own;
  const header: Field = { facts: { type: { kind: "struct", struct, anonymous: false } } };
  return [[member, header], ...own];
}

/** What a value does not hold of the header: type, length and constants; all of it, where nothing else is in it. */
function derivedFields(path: string, { header, type, typeMask, length }: FamilyDefinition): readonly PathMark[] {
  const { marks, isAll } = derivedIn(`${path}.`, header?.fields ?? {}, {
    type: typeMask === undefined ? type : undefined,
    length: length?.field,
  });
  return isAll ? [[path, { derived: "header" }], ...marks] : marks;
}

type PathMark = readonly [path: string, mark: Mark];

/** The paths of a header's type and length inside a struct of it. */
type Told = { readonly [of in "type" | "length"]: string | undefined };

/** The same of fields of the header, and whether it is all of them. */
function derivedIn(
  around: string,
  fields: Fields,
  told: Told,
): { readonly marks: PathMark[]; readonly isAll: boolean } {
  const parts = Object.entries(fields).map(([name, { facts }]) => {
    const path = around + name;
    const { type, constant, reserved, checksum } = facts;
    if (reserved || isUnnamedBits(type)) return { marks: [], isAll: true };
    if (isAnonymous(type) && type.kind === "struct") return derivedIn(around, type.struct.fields, told);
    const own = constant !== undefined ? "constant" : checksum !== undefined && "checksum";
    const derived = name === told.type ? "type" : name === told.length ? "length" : own;
    if (derived) return { marks: [[path, { derived }] as const], isAll: true };
    const [ofType, ofLength] = [insideOf(name, told.type), insideOf(name, told.length)];
    if (type.kind !== "struct" || (ofType ?? ofLength) === undefined) return { marks: [], isAll: false };
    const { marks, isAll } = derivedIn(`${path}.`, type.struct.fields, { type: ofType, length: ofLength });
    return { marks: isAll ? [[path, { derived: "header" }] as const, ...marks] : marks, isAll };
  });
  return { marks: parts.flatMap(({ marks }) => marks), isAll: parts.every(({ isAll }) => isAll) };
}

/** What is left of a path behind the name that it begins with. */
function insideOf(name: string, path: string | undefined): string | undefined {
  return path?.startsWith(`${name}.`) ? path.slice(name.length + 1) : undefined;
}

/** How records of a family follow one another, from the layout of its header struct. */
export function framingOf(family: FamilyDefinition, abi: Abi): Framing {
  const { type, length, align, maxRecordSize } = family;
  const header = family.header && layOut(family.header, abi);
  const start = headerStart(family)(abi);
  const told = length && placeIn(header, start, length.field, family);
  return deepFreeze({
    headerSize: start + (header?.size ?? 0),
    ...(present({
      type: placeIn(header, start, type, family, true),
      length: length &&
        told && { ...told, counts: length.counts, unit: length.unit, ...(length.plus && { plus: length.plus }) },
    }) as Pick<Framing, "type" | "length">),
    align,
    maxRecordSize,
  });
}

/** Where the header stands in the records that hold it themselves: in all of them at one place. */
const headerStart = once((family: FamilyDefinition) =>
  once((abi: Abi): number => {
    const [first] = family.records;
    const path = first?.header?.split(".") ?? [];
    return (first && findField(layOutMembers(first, abi), path)?.offset) ?? 0;
  }),
);

/** A field of the header that stands at `start`. One that is not there is a fault, and laid out to look for others as well. */
function placeIn(
  header: Layout | undefined,
  start: number,
  path: string | undefined,
  family: FamilyDefinition,
  isType = false,
): HeaderPlace | undefined {
  const found = header && path !== undefined ? findField(header, path.split(".")) : undefined;
  if (found === undefined || path === undefined) return undefined;
  const { field, offset } = found;
  const { size, bits } = field;
  const place = { name: path, offset: start + offset, size };
  const mask = isType ? family.typeMask : undefined;
  const type = typeToTell(field, family, isType);
  const moved = bits && { at: bits.at + (place.offset - field.offset) * 8, width: bits.width };
  return { ...place, ...present({ type, bits: moved, mask }) };
}

/** What is to be known of a field to read what it tells: nothing of an unsigned integer that is read as most are. */
function typeToTell({ type, bits }: FieldLayout, family: FamilyDefinition, isType: boolean): HeaderPlace["type"] {
  if (type.kind === "string" || type.kind === "strictText") return { kind: "string", size: type.size };
  if (type.kind !== "integer") return undefined;
  const { size, signed, big, byteOrder } = type;
  const isUsual = size === 1 || byteOrder === undefined || byteOrder === family.byteOrder;
  // A type is compared as it is; what a length tells is a number in any case.
  if (bits === undefined && !signed && isUsual && !(isType && (big || family.typeMask !== undefined))) return undefined;
  return { kind: "integer", size, signed, big, ...present({ byteOrder }) };
}
