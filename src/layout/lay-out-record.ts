import { deepFreeze } from "../../schema/dsl/definition.ts";
import type { Discriminator, FamilyDefinition, Field, RecordDefinition } from "../../schema/dsl/types.ts";
import { findField } from "../wire/find-field.ts";
import type { DiscriminatorLayout, FollowerLayout, Framing, Layout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { placesIn } from "../wire/places.ts";
import { type Abi, abiOf } from "./abis.ts";
import { flexibleField } from "./fields.ts";
import { isUnnamedBits } from "./kinds/index.ts";
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
  const when = variantOf(plain, record, family, abi);
  const followers = record.followers.map(
    ({ name, record, as }): FollowerLayout => ({ name, record, ...(as !== "text" && { struct: as.name }) }),
  );
  const more = extendedOf(record, plain, targetFor(abi), family, membersOfRecord(record, family));
  const marks = new Map<string, Mark>([
    ...(more?.marks ?? []),
    ...(header === undefined ? [] : derivedFields(header, family)),
  ]);
  if (when !== undefined) marks.set(when.path, { tells: true });
  return deepFreeze({
    ...markFields(plain, marks),
    record: {
      family: family.name,
      framing: framingOf(family, abi),
      ...present({ type: record.type, header, when, followers: followers.length === 0 ? undefined : followers }),
      baseSize: more?.least ?? (record.length === "offset" ? (flexibleField(plain)?.offset ?? plain.size) : plain.size),
    },
    ...(more && { extended: more.extended }),
  });
}

/** What tells a record from others of its type: its own values, or all that they leave. */
function variantOf(layout: Layout, record: RecordDefinition, family: FamilyDefinition, abi: Abi) {
  if (record.when !== undefined) return discriminator(layout, record.when);
  const alike = recordsByType(family).get(record.type) ?? [];
  const taken = alike.flatMap((other) => {
    if (other.when === undefined) return [];
    return discriminator(layOutMembers(other, abi, membersOfRecord(other, family)), other.when) ?? [];
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
export const recordsByType: (family: FamilyDefinition) => ReadonlyMap<number | undefined, readonly RecordDefinition[]> =
  once(({ records }) => {
    const byType = new Map<number | undefined, RecordDefinition[]>();
    for (const record of records) {
      const alike = byType.get(record.type) ?? [];
      byType.set(record.type, alike);
      alike.push(record);
    }
    return byType;
  });

function discriminator(layout: Layout, when: Discriminator): DiscriminatorLayout | undefined {
  const found = findField(layout, when.field.split("."));
  // A field that is not there is a fault of the schema, which is laid out to look for others as well.
  if (found?.field.type.kind !== "integer") return undefined;
  const { byteOrder, size } = found.field.type;
  const own = present({ byteOrder });
  return { path: when.field, offset: found.offset, size: size as 1 | 2 | 4, ...own, values: when.values };
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
function derivedFields(path: string, { header, type, length }: FamilyDefinition): [path: string, mark: Mark][] {
  const held = Object.entries(header?.fields ?? {}).filter(
    ([, { facts }]) => !facts.reserved && !isUnnamedBits(facts.type),
  );
  const derived = held.flatMap(([name, { facts }]): [string, Mark][] => {
    if (name === type) return [[`${path}.${name}`, { derived: "type" }]];
    if (name === length?.field) return [[`${path}.${name}`, { derived: "length" }]];
    if (facts.checksum !== undefined) return [[`${path}.${name}`, { derived: "checksum" }]];
    return facts.constant === undefined ? [] : [[`${path}.${name}`, { derived: "constant" }]];
  });
  return derived.length < held.length ? derived : [[path, { derived: "header" }], ...derived];
}

/** How records of a family follow one another, from the layout of its header struct. */
export function framingOf(family: FamilyDefinition, abi: Abi): Framing {
  const { type, length, align, maxRecordSize } = family;
  const header = family.header && layOut(family.header, abi);
  // A field that is not there is a fault of the schema, which is laid out to look for others as well.
  const placeOf = (name: string | undefined) => {
    const found = header && name !== undefined && findField(header, [name]);
    return found ? { name, offset: found.offset, size: found.field.size } : undefined;
  };
  const told = placeOf(length?.field);
  return deepFreeze({
    headerSize: header?.size ?? 0,
    ...(present({
      type: placeOf(type),
      length: length && told && { ...told, counts: length.counts, unit: length.unit },
    }) as Pick<Framing, "type" | "length">),
    align,
    maxRecordSize,
  });
}
