import type {
  ByteOrder,
  EnumerationDefinition,
  FamilyDefinition,
  FieldFacts,
  StructDefinition,
  UnionDefinition,
} from "../schema/dsl/index.ts";
import { type AbiName, abis, layOut, layOutRecord } from "../src/layout/index.ts";
import type { EnumerationFacts, FieldLayout, Framing, Layout } from "../src/wire/index.ts";
import type { Schema } from "./load.ts";

/** A schema whose offsets and sizes are known. */
export interface LaidOutSchema {
  readonly families: readonly LaidOutFamily[];
  /** structs outside of families */
  readonly structs: readonly Layout[];
  /** every enumeration that something uses or that the schema exports */
  readonly enumerations: readonly EnumerationFacts[];
}

export interface LaidOutFamily {
  readonly name: string;
  readonly doc: string | undefined;
  readonly header: { readonly name: string; readonly member: string };
  readonly framing: Framing;
  readonly byteOrder: ByteOrder | { readonly record: string; readonly field: string };
  readonly types: EnumerationFacts | undefined;
  readonly opening: { readonly record: string; readonly field: string; readonly offset: number } | undefined;
  readonly structs: readonly Layout[];
  readonly records: readonly Layout[];
}

/** The ABI whose layout stands for all of a portable family. */
const portableAbi: AbiName = "x86_64";

/** Lays out every family and struct. The schema must have been checked. */
export function layOutSchema(schema: Schema): LaidOutSchema {
  const families = schema.families.map(layOutFamily);
  const structs = schema.structs.map((struct) => layOut(struct, abis[portableAbi]));
  const byName = new Map<string, EnumerationFacts>();
  // A family's type names come first: they hold those that records bring along.
  const named = families.flatMap(({ types }) => (types === undefined ? [] : [types]));
  for (const facts of [...named, ...enumerationsUsed(schema).map(factsOf)]) {
    if (!byName.has(facts.name)) byName.set(facts.name, facts);
  }
  return { families, structs, enumerations: [...byName.values()] };
}

/** Every enumeration that a schema uses or exports, each once. */
export function enumerationsUsed(schema: Schema): EnumerationDefinition[] {
  const types = schema.families.flatMap((family) => family.types ?? []);
  const used = [...schema.families, ...schema.structs].flatMap(definitionsIn).flatMap(enumerationsOf);
  const all = [...types, ...used, ...schema.enumerations];
  return [...new Map(all.map((enumeration) => [enumeration.name, enumeration])).values()];
}

function layOutFamily(family: FamilyDefinition): LaidOutFamily {
  const abi = abis[family.abi === "portable" ? portableAbi : (family.abi as AbiName)];
  const header = layOut(family.header, abi);
  const records = family.records.map((record) => layOutRecord(record, family, abi));
  return {
    name: family.name,
    doc: family.doc,
    header: { name: family.header.name, member: family.member },
    framing: framingOf(family, header),
    byteOrder: family.byteOrder,
    types: typesOf(family),
    opening: openingOf(family, records),
    structs: [header, ...followerStructs(family).map((struct) => layOut(struct, abi))],
    records,
  };
}

/** The structs that are known to come as the payload of a record behind another one. */
export function followerStructs({ records }: FamilyDefinition): StructDefinition[] {
  const structs = records.flatMap(({ followers }) => followers.flatMap(({ as }) => (as === "text" ? [] : [as])));
  return [...new Map(structs.map((struct) => [struct.name, struct])).values()];
}

function framingOf(family: FamilyDefinition, header: Layout): Framing {
  const { type, length, align, maxRecordSize } = family;
  return {
    headerSize: header.size,
    ...(type !== undefined && { type: place(header, type) as NonNullable<Framing["type"]> }),
    ...(length !== undefined && {
      length: {
        ...(place(header, length.field) as NonNullable<Framing["length"]>),
        counts: length.counts,
        unit: length.unit,
      },
    }),
    align,
    maxRecordSize,
  };
}

function place(layout: Layout, name: string): { name: string; offset: number; size: number } {
  const { offset, size } = fieldOf(layout, name);
  return { name, offset, size };
}

function fieldOf(layout: Layout, name: string): FieldLayout {
  const field = layout.members.find((member) => member.kind === "field" && member.name === name);
  if (field?.kind !== "field") throw new Error(`${layout.name} has no field ${name}`);
  return field;
}

function openingOf(family: FamilyDefinition, records: readonly Layout[]): LaidOutFamily["opening"] {
  if (typeof family.byteOrder === "string") return undefined;
  const { record, field } = family.byteOrder;
  const layout = records.find(({ name }) => name === record);
  return layout && { record, field, offset: fieldOf(layout, field).offset };
}

/** The family's type names, and those that records bring along. */
function typesOf(family: FamilyDefinition): EnumerationFacts | undefined {
  const own = family.records.flatMap(({ typeName, type, doc }) =>
    typeName === undefined || type === undefined
      ? []
      : [{ name: typeName, value: type, ...(doc !== undefined && { doc }) }],
  );
  if (family.types === undefined) {
    return own.length === 0 ? undefined : { name: `${family.name}_type`, members: own };
  }
  const facts = factsOf(family.types);
  return { ...facts, members: [...facts.members, ...own] };
}

function factsOf({ name, doc, members }: EnumerationDefinition): EnumerationFacts {
  return {
    name,
    ...(doc !== undefined && { doc }),
    members: members.map((member) => ({
      name: member.name,
      value: member.value,
      ...(member.doc !== undefined && { doc: member.doc }),
    })),
  };
}

function definitionsIn(definition: FamilyDefinition | StructDefinition): (StructDefinition | UnionDefinition)[] {
  if (definition.kind === "struct") return [definition];
  const records = definition.records.map((record) => ({ ...record, kind: "struct" as const }));
  return [definition.header, ...records, ...followerStructs(definition)];
}

function enumerationsOf({ fields }: { readonly fields: StructDefinition["fields"] }): EnumerationDefinition[] {
  return Object.values(fields).flatMap(({ facts }) => [
    ...(facts.enumeration === undefined ? [] : [facts.enumeration]),
    ...(facts.flags === undefined ? [] : [facts.flags]),
    ...inside(facts),
  ]);
}

function inside({ type }: FieldFacts): EnumerationDefinition[] {
  switch (type.kind) {
    case "struct":
      return enumerationsOf(type.struct);
    case "union":
      return enumerationsOf(type.union);
    case "array":
    case "flexible":
      return enumerationsOf({ fields: { element: type.element } });
    default:
      return [];
  }
}
