import type { FamilyDefinition, FieldFacts, RecordDefinition } from "../../schema/dsl/index.ts";
import type { StructDefinition, TypeNode, UnionDefinition } from "../../schema/dsl/types.ts";
import type { Member } from "../../src/layout/lay-out.ts";
import { membersOfRecord } from "../../src/layout/lay-out-record.ts";

type Definition = StructDefinition | UnionDefinition;
type Body = Pick<Definition, "align" | "packed">;

/**
 * The C declaration of a struct or union, and before it those of the structs it holds by name.
 * Needs <stdint.h>; attributes are GCC's.
 *
 *     struct s {
 *       uint8_t a;
 *       uint32_t b : 3 __attribute__((aligned(8)));
 *     } __attribute__((packed));
 */
export function toC(definition: Definition): string {
  return declarations(definition).join("\n");
}

/** The same one by one, so that each can be left out where another definition has brought it. */
export function declarations(definition: Definition): string[] {
  return declarationsOf(
    definition.name === "" ? undefined : tagOf(definition),
    Object.entries(definition.fields),
    definition,
  );
}

/** The C declaration of a record, its family's header included, and before it those of the structs it holds by name. */
export function recordToC(record: RecordDefinition, family: FamilyDefinition): string {
  return recordDeclarations(record, family).join("\n");
}

/** The same one by one. */
export function recordDeclarations(record: RecordDefinition, family: FamilyDefinition): string[] {
  return declarationsOf(`struct ${record.name}`, membersOfRecord(record, family), record);
}

function declarationsOf(tag: string | undefined, members: readonly Member[], attributes: Body): string[] {
  const needed = members.flatMap(([, { facts }]) => neededBy(facts.type));
  const own = tag === undefined ? [] : [`${tag} ${body(members, attributes)};`];
  return [...new Set([...needed, ...own])];
}

function neededBy(type: TypeNode): string[] {
  switch (type.kind) {
    case "struct":
      // C lifts the members of a struct only where it is written out
      return type.anonymous ? declarations({ ...type.struct, name: "" }) : declarations(type.struct);
    case "union":
      return type.anonymous ? declarations({ ...type.union, name: "" }) : declarations(type.union);
    case "array":
    case "flexible":
      return neededBy(type.element.facts.type);
    default:
      return [];
  }
}

function tagOf({ kind, name }: Definition): string {
  return `${kind} ${name}`;
}

function body(members: readonly Member[], { align, packed }: Body): string {
  const lines = members.map(([name, { facts }]) => `  ${member(name, facts).replaceAll("\n", "\n  ")};\n`);
  return `{\n${lines.join("")}}${attributes(align, packed)}`;
}

function member(name: string, facts: FieldFacts): string {
  return declare(facts.type, name) + attributes(facts.align, facts.packed === true);
}

function attributes(align: number | undefined, packed: boolean): string {
  const list = [...(packed ? ["packed"] : []), ...(align === undefined ? [] : [`aligned(${align})`])];
  return list.length === 0 ? "" : ` __attribute__((${list.join(", ")}))`;
}

function declare(type: TypeNode, declarator: string): string {
  switch (type.kind) {
    case "integer":
      return `${type.signed ? "" : "u"}int${type.size * 8}_t ${declarator}`;
    case "float":
      return `${type.size === 4 ? "float" : "double"} ${declarator}`;
    case "char":
      return `char ${declarator}`;
    case "long":
      return `${type.signed ? "" : "unsigned "}long ${declarator}`;
    case "pointer":
      return `void *${declarator}`;
    case "array":
      return declare(type.element.facts.type, `${declarator}[${type.length}]`);
    case "flexible":
      return declare(type.element.facts.type, `${declarator}[]`);
    case "bits":
      return `${declare(type.base, type.unnamed ? "" : declarator)} : ${type.width}`;
    case "struct":
      return nested(type.struct, type.anonymous, declarator);
    case "union":
      return nested(type.union, type.anonymous, declarator);
    case "opaque":
      return `struct { uint8_t bytes[${type.size}]; } __attribute__((aligned(${type.align}))) ${declarator}`;
  }
}

function nested(definition: Definition, anonymous: boolean, declarator: string): string {
  if (!anonymous && definition.name !== "") return `${tagOf(definition)} ${declarator}`;
  const written = `${definition.kind} ${body(Object.entries(definition.fields), definition)}`;
  return anonymous ? written : `${written} ${declarator}`;
}
