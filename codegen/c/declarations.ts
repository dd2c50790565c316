import type { FamilyDefinition, RecordDefinition, StructDefinition, UnionDefinition } from "../../schema/dsl/index.ts";
import type { FieldFacts, TypeNode } from "../../schema/dsl/types.ts";
import { type Member, membersOfRecord } from "../../src/layout/index.ts";
import { docComment } from "../emit/doc.ts";

type Definition = StructDefinition | UnionDefinition;
type Body = Pick<Definition, "align" | "packed" | "doc">;

/**
 * The C declaration of a struct or union, and before it those of the structs it holds by name; each under its tag, so
 * that it can be left out where another definition has brought it. They need <stdint.h>; attributes are GCC's, in the
 * spelling that no macro of the schema can have.
 *
 *     struct s {
 *       uint8_t a;
 *       uint32_t b : 3 __attribute__((__aligned__(8)));
 *     } __attribute__((__packed__));
 */
export function declarations(definition: Definition): Map<string, string> {
  const tag = definition.name === "" ? undefined : tagOf(definition);
  return declarationsOf(tag, Object.entries(definition.fields), definition);
}

/** The same of a record, its family's header included. */
export function recordDeclarations(record: RecordDefinition, family: FamilyDefinition): Map<string, string> {
  return declarationsOf(`struct ${record.name}`, membersOfRecord(record, family), record);
}

function declarationsOf(tag: string | undefined, members: readonly Member[], attributes: Body): Map<string, string> {
  const found = new Map(members.flatMap(([, { facts }]) => [...neededBy(facts.type)]));
  if (tag !== undefined) found.set(tag, `${docComment(attributes.doc)}${tag} ${body(members, attributes)};`);
  return found;
}

function neededBy(type: TypeNode): Map<string, string> {
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
      return new Map();
  }
}

function tagOf({ kind, name }: Definition): string {
  return `${kind} ${name}`;
}

function body(members: readonly Member[], { align, packed }: Pick<Body, "align" | "packed">): string {
  const lines = members.map(([name, { facts }]) => {
    return `${docComment(facts.doc, "  ")}  ${member(name, facts).replaceAll("\n", "\n  ")};\n`;
  });
  return `{\n${lines.join("")}}${attributes(align, packed)}`;
}

function member(name: string, facts: FieldFacts): string {
  return declare(facts.type, name) + attributes(facts.align, facts.packed === true);
}

function attributes(align: number | undefined, packed: boolean): string {
  const list = [...(packed ? ["__packed__"] : []), ...(align === undefined ? [] : [`__aligned__(${align})`])];
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
      return `struct { uint8_t __bytes__[${type.size}]; }${attributes(type.align, false)} ${declarator}`;
  }
}

function nested(definition: Definition, anonymous: boolean, declarator: string): string {
  if (!anonymous && definition.name !== "") return `${tagOf(definition)} ${declarator}`;
  const written = `${definition.kind} ${body(Object.entries(definition.fields), definition)}`;
  return anonymous ? written : `${written} ${declarator}`;
}
