import type { FamilyDefinition, Field, StructDefinition, UnionDefinition } from "../../schema/dsl/types.ts";
import type { Layout } from "../wire/layout.ts";
import { once } from "../wire/once.ts";
import { elementsOf, fieldsAndParts, fieldsOf } from "./fields.ts";

/** The header of a family, if it has one. */
export function headersOf({ header }: FamilyDefinition): StructDefinition[] {
  return header === undefined ? [] : [header];
}

/** What has a codec by itself. */
export type Bare = StructDefinition | UnionDefinition;

/** Of what a schema exports, a struct or the union of a field; none of anything else. */
export function bareOf(exported: unknown): Bare | undefined {
  const one = exported as (Bare & Partial<Field>) | null | undefined;
  const type = one?.facts?.type;
  if (type?.kind === "union") return type.union;
  return one?.kind === "struct" || one?.kind === "union" ? one : undefined;
}

/** Families, and those whose records are in parts of their records or of some structs, each once. */
export function withInner(families: readonly FamilyDefinition[], structs: readonly Bare[]): FamilyDefinition[] {
  const found = new Set(families);
  const visit = (one: Pick<StructDefinition, "parts"> | UnionDefinition) => {
    const parts = ("parts" in one && one.parts) || {};
    for (const { facts } of Object.values(parts)) {
      const { type } = facts;
      if (type.kind === "records" && type.family !== "own") found.add(type.family);
    }
  };
  for (const struct of structs) visit(struct);
  // What is added is visited as well.
  for (const { records } of found) for (const record of records) visit(record);
  return [...found];
}

/** The structs that come by themselves, each once: as preamble, and as the payload of a record behind another one. */
export function structsBeside({
  preamble = [],
  records,
}: Pick<FamilyDefinition, "preamble" | "records">): StructDefinition[] {
  const payloads = records.flatMap(({ followers }) => followers.flatMap(({ as }) => (as === "text" ? [] : [as])));
  return [...new Set<StructDefinition>([...preamble, ...payloads])];
}

/**
 * The structs with a name that some layouts hold under a name, each once, innermost first. The fields of anonymous ones
 * stand in the struct around them, and may be marked as what counts an array there.
 */
export function namedStructs(layouts: readonly Layout[]): Layout[] {
  return eachOnce(layouts.flatMap((layout) => [...structsIn(layout)]));
}

const structsIn: (layout: Layout) => ReadonlySet<Layout> = once((layout) => {
  const found = fieldsAndParts(layout).flatMap(({ name, type: whole }) => {
    const type = elementsOf(whole);
    if (!("layout" in type)) return [];
    const isNamed = type.kind === "struct" && type.layout.name !== "" && name !== "";
    return [...structsIn(type.layout), ...(isNamed && !isMarkedByRecord(type.layout) ? [type.layout] : [])];
  });
  return new Set(found);
});

/** The first of each name: definitions that share it say the same, or they would have been refused. */
export function eachOnce<T extends { readonly name: string }>(all: readonly T[]): T[] {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(one.name)) found.set(one.name, one);
  return [...found.values()];
}

/** Whether a record's type, its length or what tells it from others are in a struct: alone it would be another one. */
export const isMarkedByRecord: (layout: Layout) => boolean = once((layout) =>
  fieldsOf(layout).some(
    ({ derived, tells, type }) => derived !== undefined || tells || ("layout" in type && isMarkedByRecord(type.layout)),
  ),
);
