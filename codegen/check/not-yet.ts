import type { FamilyDefinition, Fields, TypeNode } from "../../schema/dsl/index.ts";
import { followerStructs, isUnnamedBits, largeStruct, type SchemaFault } from "../../src/layout/index.ts";
import type { Schema } from "../load.ts";

type Holder = { readonly name: string; readonly definedIn: string | undefined; readonly fields: Fields };

/** Parts of the vocabulary that can be laid out, but for which no code is generated yet. */
export function checkSupported({ families, structs }: Schema): SchemaFault[] {
  return [
    ...families.flatMap((family) => [
      ...headerFields(family),
      ...family.records.flatMap((record) => unsupported(record, record.fields, "")),
    ]),
    ...[...new Set([...structs, ...families.flatMap(followerStructs)])].flatMap((struct) => [
      ...largeStruct(struct),
      ...unsupported(struct, struct.fields, ""),
    ]),
  ];
}

/** What is unsupported of some fields; in a union, no field is `beside` another. */
function unsupported(holder: Holder, fields: Fields, prefix: string, beside: Fields = fields): SchemaFault[] {
  const shared = sharedTags(beside);
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const path = prefix + name;
    const problem = tagProblem(facts.type, beside, shared);
    if (problem !== undefined) return [fault(holder, path, problem[0], problem[1])];
    const type = innermost(facts.type);
    if (type.kind === "struct") return unsupported(holder, type.struct.fields, `${path}.`);
    return type.kind === "union" ? unsupported(holder, type.union.fields, `${path}.`, {}) : [];
  });
}

/** What the elements of arrays of arrays are in the end. */
function innermost(type: TypeNode): TypeNode {
  return type.kind === "array" || type.kind === "flexible" ? innermost(type.element.facts.type) : type;
}

/** A tagged union's value needs a name to stand under, and its tag a number beside it. */
function tagProblem(
  type: TypeNode,
  beside: Fields,
  shared: ReadonlySet<string>,
): readonly [problem: string, cure: string] | undefined {
  const cure = "leave the tag out: each member stays readable";
  if (type.kind === "array" || type.kind === "flexible") {
    const element = innermost(type);
    const isTagged = element.kind === "union" && element.union.tag !== undefined;
    return isTagged ? ["no code is generated for lists of tagged unions", cure] : tagProblem(element, beside, shared);
  }
  if (type.kind !== "union") return undefined;
  if (Object.keys(type.union.fields).length === 0)
    return ["no code is generated for unions without members", "leave it out"];
  if (type.union.tag === undefined) return undefined;
  if (type.anonymous) return ["no code is generated for tagged unions without a name", cure];
  const { field } = type.union.tag;
  if (shared.has(field)) return ["no code is generated for two unions with the same tag", cure];
  const tag = beside[field]?.facts.type;
  const number = tag?.kind === "bits" ? tag.base : tag;
  const isNumber = number?.kind === "integer" && number.size < 8;
  return isNumber ? undefined : ["no code is generated for a tag that is no number of at most 4 bytes beside it", cure];
}

/** The tags that tell several unions. */
function sharedTags(fields: Fields): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { facts } of Object.values(fields)) {
    const tag = tagOf(facts.type);
    if (tag === undefined) continue;
    if (seen.has(tag)) shared.add(tag);
    seen.add(tag);
  }
  return shared;
}

function tagOf(type: TypeNode): string | undefined {
  return type.kind === "union" ? type.union.tag?.field : undefined;
}

/** Values leave the header out; so it may hold nothing but what the codec knows. */
function headerFields({ header, type, length }: FamilyDefinition): SchemaFault[] {
  return Object.entries(header.fields).flatMap(([name, { facts }]) => {
    const isKnown = name === type || name === length?.field || facts.reserved === true || isUnnamedBits(facts.type);
    return isKnown ? [] : [fault(header, name, ...headerTrouble(facts.type))];
  });
}

/** What has no name cannot be reserved. */
function headerTrouble(type: TypeNode): readonly [problem: string, cure: string] {
  if (type.kind === "struct" && type.anonymous)
    return ["no code is generated yet for anonymous structs in a header", "put its fields into the header itself"];
  if (type.kind === "union" && type.anonymous)
    return ["no code is generated yet for anonymous unions in a header", "put one of its members there instead"];
  return ["no code is generated yet for header fields besides type and length", "mark it as reserved()"];
}

function fault(holder: Omit<Holder, "fields">, field: string, problem: string, cure: string): SchemaFault {
  return { file: holder.definedIn, record: holder.name, field, problem, cure };
}
