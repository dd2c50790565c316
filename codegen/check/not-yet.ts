import type { Fields, TypeNode } from "../../schema/dsl/index.ts";
import type { Named, SchemaFault } from "../../src/layout/index.ts";
import { definitionOf, faultIn, headersOf, innermost, largeStruct, structsBeside } from "../../src/layout/index.ts";
import { definitionsOf } from "../definitions.ts";
import type { Schema } from "../load.ts";

/** Parts of the vocabulary that can be laid out, but for which no code is generated yet. */
export function checkSupported(schema: Schema): SchemaFault[] {
  const { families, structs } = schema;
  const records = families.flatMap((family) => [...headersOf(family), ...family.records]);
  const alone = [...new Set([...structs, ...families.flatMap(structsBeside)])];
  return [
    ...records.flatMap((one) => unsupported(one, { ...one.fields, ...one.parts }, "")),
    ...outsideOfAll(schema),
    ...alone.flatMap((struct) => [
      ...largeStruct(struct),
      ...unsupported(struct, { ...struct.fields, ...struct.parts }, ""),
    ]),
  ];
}

/** What is exported, and part of nothing that there is code for. */
function outsideOfAll(schema: Schema): SchemaFault[] {
  const used = definitionsOf(schema);
  return (schema.alone ?? []).flatMap((one) => {
    if (used.has(one)) return [];
    const named = { ...one, name: one.name || one.kind };
    if (one.kind === "record") return faultIn(named, "", "is in no family", "list it among a family's records");
    return faultIn(named, "", "no code is generated for a union by itself", "make it a member of a struct or record");
  });
}

/** What is unsupported of some fields; in a union, no field is `beside` another. */
function unsupported(holder: Named, fields: Fields, prefix: string, beside: Fields = fields): SchemaFault[] {
  const shared = sharedTags(beside);
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const path = prefix + name;
    const problem = tagProblem(facts.type, beside, shared);
    if (problem !== undefined) return [faultIn(holder, path, ...problem)];
    const inner = definitionOf(innermost(facts.type));
    if (inner === undefined) return [];
    return unsupported(holder, inner.fields, `${path}.`, inner.kind === "union" ? {} : inner.fields);
  });
}

type Trouble = readonly [problem: string, cure: string];

/** A tagged union's value needs a name to stand under, and its tag a number beside it. */
function tagProblem(type: TypeNode, beside: Fields, shared: ReadonlySet<string>): Trouble | undefined {
  const cure = "leave the tag out: each member stays readable";
  const element = innermost(type);
  if (element.kind !== "union") return undefined;
  const tag = tagOf(element);
  if (tag !== undefined && element !== type) return ["no code is generated for lists of tagged unions", cure];
  if (Object.keys(element.union.fields).length === 0)
    return ["no code is generated for unions without members", "leave it out"];
  if (tag === undefined) return undefined;
  if (element.anonymous) return ["no code is generated for tagged unions without a name", cure];
  if (shared.has(tag)) return ["no code is generated for two unions with the same tag", cure];
  const facts = beside[tag]?.facts.type;
  const number = facts?.kind === "bits" ? facts.base : facts;
  const isNumber = number?.kind === "integer" && number.size < 8;
  return isNumber ? undefined : ["no code is generated for a tag that is no number of at most 4 bytes beside it", cure];
}

/** The tags that tell several unions. */
function sharedTags(fields: Fields): Set<string> {
  const tags = Object.values(fields).flatMap(({ facts }) => tagOf(facts.type) ?? []);
  return new Set(tags.filter((tag, i) => tags.indexOf(tag) < i));
}

function tagOf(type: TypeNode): string | undefined {
  return type.kind === "union" ? type.union.tag?.field : undefined;
}
