import { deepFreeze } from "../../schema/dsl/freeze.ts";
import type { Discriminator, FamilyDefinition, Field, RecordDefinition } from "../../schema/dsl/types.ts";
import { findField } from "../wire/find-field.ts";
import type { DiscriminatorLayout, FollowerLayout, Layout } from "../wire/layout.ts";
import type { Abi } from "./abis.ts";
import { fieldsOf, flexibleField } from "./fields.ts";
import { layOutMembers, type Member } from "./lay-out.ts";
import { markField } from "./mark-field.ts";
import { memo } from "./memo.ts";
import { present } from "./present.ts";

/**
 * Lays a record out with its family's header in it, and says what the header must hold. The header's type and length
 * fields are marked as derived in the record's layout, not in that of the bare header struct.
 */
export function layOutRecord(record: RecordDefinition, family: FamilyDefinition, abi: Abi): Layout {
  const header = record.header ?? family.member;
  const plain = layOutMembers(record, membersOfRecord(record, family), abi);
  const derived = markDerived(plain, header.split("."), family);
  const when = variantOf(derived, record, family, abi);
  const marked = when === undefined ? derived : markField(derived, when.path.split("."), { tells: true });
  return deepFreeze({
    ...marked,
    record: {
      family: family.name,
      ...present({ type: record.type }),
      header,
      ...present({ when, followers: followersOf(record) }),
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
const variantsOf = memo(({ records }: FamilyDefinition) => {
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
  if (record.header !== undefined) return own;
  const header: Field = { facts: { type: { kind: "struct", struct: family.header, anonymous: false } } };
  return [[family.member, header], ...own];
}

function followersOf({ followers }: RecordDefinition): FollowerLayout[] | undefined {
  if (followers.length === 0) return undefined;
  return followers.map(({ name, record, as }) => ({ name, record, ...(as !== "text" && { struct: as.name }) }));
}

function markDerived(layout: Layout, header: readonly string[], { type, length }: FamilyDefinition): Layout {
  const typed = type === undefined ? layout : markField(layout, [...header, type], { derived: "type" });
  return length === undefined ? typed : markField(typed, [...header, length.field], { derived: "length" });
}
