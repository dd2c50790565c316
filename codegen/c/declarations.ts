import type { FamilyDefinition, RecordDefinition, TypeNode } from "../../schema/dsl/index.ts";
import {
  type Definition,
  definitionOf,
  innermost,
  isAnonymous,
  type Member,
  membersOfRecord,
} from "../../src/layout/index.ts";
import { docComment } from "../emit/doc.ts";
import { attributes, declare, tagOf } from "./kinds.ts";

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

function declarationsOf(tag: string | undefined, members: readonly Member[], own: Body): Map<string, string> {
  const found = new Map(members.flatMap(([, { facts }]) => [...neededBy(facts.type)]));
  if (tag !== undefined) found.set(tag, `${docComment(own.doc)}${tag} ${body(members, own)};`);
  return found;
}

function neededBy(type: TypeNode): Map<string, string> {
  const inner = innermost(type);
  const definition = definitionOf(inner);
  if (definition === undefined) return new Map();
  // C lifts the members of a struct only where it is written out.
  return declarations(isAnonymous(inner) ? { ...definition, name: "" } : definition);
}

function body(members: readonly Member[], own: Body): string {
  const lines = members.map(([name, { facts }]) => {
    const member = declare(facts.type, name, bodyOf) + attributes(facts);
    return `${docComment(facts.doc, "  ")}  ${member.replaceAll("\n", "\n  ")};\n`;
  });
  return `{\n${lines.join("")}}${attributes(own)}`;
}

function bodyOf(definition: Definition): string {
  return body(Object.entries(definition.fields), definition);
}
