import { deepFreeze } from "../../schema/dsl/definition.ts";
import type { Discriminator, FamilyDefinition, Field, FieldFacts, RecordDefinition } from "../../schema/dsl/types.ts";
import { findField } from "../wire/find-field.ts";
import type { DiscriminatorLayout, FollowerLayout, Framing, Layout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import type { Abi } from "./abis.ts";
import { fieldsOf, flexibleField } from "./fields.ts";
import { isUnnamedBits } from "./kinds/index.ts";
import { layOut, layOutMembers, type Member } from "./lay-out.ts";
import { markField } from "./mark-field.ts";
import { present } from "./present.ts";

/**
 * Lays a record out with its family's header in it, and says what the header must hold. The header's type and length
 * fields are marked as derived in the record's layout, not in that of the bare header struct.
 */
export function layOutRecord(record: RecordDefinition, family: FamilyDefinition, abi: Abi): Layout {
  const header = record.header ?? family.member;
  const plain = layOutMembers(record, membersOfRecord(record, family), abi);
  const derived = header === undefined ? plain : markDerived(plain, header.split("."), family);
  const when = variantOf(derived, record, family, abi);
  const marked = when === undefined ? derived : markField(derived, when.path.split("."), { tells: true });
  return deepFreeze({
    ...marked,
    record: {
      family: family.name,
      framing: framingOf(family, abi),
      ...present({ type: record.type }),
      ...present({ header, when, followers: followersOf(record) }),
      baseSize: record.length === "offset" ? (flexibleField(plain)?.offset ?? plain.size) : plain.size,
    },
  });
}

/** What tells a record from others of its type: its own values, or all that they leave. */
function variantOf(layout: Layout, record: RecordDefinition, family: FamilyDefinition, abi: Abi) {
  if (record.when !== undefined) return discriminator(layout, record.when);
  const others = variantsOf(family).get(record.type) ?? [];
  const taken = others.flatMap((other) => {
    const plain = layOutMembers(other, membersOfRecord(other, family), abi);
    return discriminator(plain, other.when as Discriminator) ?? [];
  });
  const [first] = taken;
  const path = first && pathAt(layout, first.offset, first.size);
  if (first === undefined || path === undefined) return undefined;
  return { ...first, path, values: taken.flatMap(({ values }) => values), except: true as const };
}

/**
 * The records of each type that tell of themselves how they differ from others. Records are laid out one by one, many
 * times over: looking through all of them for each would take its time.
 */
const variantsOf = once(({ records }: FamilyDefinition) => {
  const byType = new Map<number | undefined, RecordDefinition[]>();
  for (const record of records.filter(({ when }) => when !== undefined)) {
    const alike = byType.get(record.type) ?? [];
    byType.set(record.type, alike);
    alike.push(record);
  }
  return byType;
});

/** The path of the integer that stands at an offset, in structs too. */
function pathAt(layout: Layout, offset: number, size: number): string | undefined {
  for (const field of fieldsOf(layout).filter(({ bits }) => bits === undefined)) {
    const { name, type } = field;
    if (type.kind === "integer" && field.offset === offset && field.size === size) return name;
    if (type.kind !== "struct") continue;
    const inner = pathAt(type.layout, offset - field.offset, size);
    if (inner !== undefined) return name === "" ? inner : `${name}.${inner}`;
  }
  return undefined;
}

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

function followersOf({ followers }: RecordDefinition): FollowerLayout[] | undefined {
  if (followers.length === 0) return undefined;
  return followers.map(({ name, record, as }) => ({ name, record, ...(as !== "text" && { struct: as.name }) }));
}

/** What a value does not hold of the header: type, length and constants; all of it, where nothing else is in it. */
function markDerived(layout: Layout, path: readonly string[], { header, type, length }: FamilyDefinition): Layout {
  const parts = Object.entries(header?.fields ?? {}).map(([name, { facts }]) => {
    if (name === type) return [name, "type"] as const;
    if (name === length?.field) return [name, "length"] as const;
    return [name, facts.constant === undefined ? undefined : "constant", isLeftOut(facts)] as const;
  });
  const isEmpty = parts.every(([, derived, isLeftOut]) => derived !== undefined || isLeftOut);
  const start = isEmpty ? markField(layout, path, { derived: "header" }) : layout;
  return parts.reduce(
    (marked, [name, derived]) => (derived === undefined ? marked : markField(marked, [...path, name], { derived })),
    start,
  );
}

function isLeftOut({ reserved, type }: FieldFacts): boolean {
  return reserved === true || isUnnamedBits(type);
}

/** How records of a family follow one another, from the layout of its header struct. */
export function framingOf(family: FamilyDefinition, abi: Abi): Framing {
  const { type, length, align, maxRecordSize } = family;
  const header = family.header && layOut(family.header, abi);
  const told = header && length && placeOf(header, length.field);
  return deepFreeze({
    headerSize: header?.size ?? 0,
    ...present({
      type: header === undefined || type === undefined ? undefined : (placeOf(header, type) as Framing["type"]),
      length: told && ({ ...told, counts: length.counts, unit: length.unit } as Framing["length"]),
    }),
    align,
    maxRecordSize,
  });
}

/** A field that is not there is a fault of the schema, which is laid out to look for others as well. */
function placeOf(layout: Layout, name: string): { name: string; offset: number; size: number } | undefined {
  const found = findField(layout, [name]);
  return found && { name, offset: found.offset, size: found.field.size };
}
