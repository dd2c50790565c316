import type { Fields } from "../../schema/dsl/index.ts";
import { definitionOf, eachOnce, innermost, isNameless, type Named } from "../../src/layout/index.ts";
import { definitionsOf, enumerationsUsed } from "../definitions.ts";
import type { Schema } from "../load.ts";

/** A name in a header, and what of the schema brings it. */
export interface HeaderName {
  readonly name: string;
  /** empty if it is the definition's own */
  readonly field: string;
  readonly of: Named;
}

/** A name that a header gives to a value. */
export interface Constant extends HeaderName {
  readonly value: number | bigint;
}

/** Constants of an enumeration are of type int, and must fit it: C11 6.7.2.2, 2. */
export function fitsInt(value: number | bigint): boolean {
  return value >= -(2 ** 31) && value < 2 ** 31;
}

/** The names that a header gives to values. */
export function constantsIn(schema: Schema): Constant[] {
  return [
    ...enumerationsUsed(schema).flatMap((of) =>
      of.members.map(({ name, value }) => ({ name, field: name, of, value })),
    ),
    ...schema.families.flatMap(({ types, records }) => {
      const named = new Set(types?.members.map(({ name }) => name));
      const brought = records.flatMap(({ type, typeName = "", name, definedIn }): Constant[] => {
        if (type === undefined || typeof type === "string" || typeName === "" || named.has(typeName)) return [];
        return [{ name: typeName, field: "", of: { name, definedIn }, value: type }];
      });
      return eachOnce(brought);
    }),
  ];
}

/** The names of structs, unions, enumerations and members. */
export function tagsAndMembersIn(schema: Schema): HeaderName[] {
  const definitions = [...definitionsOf(schema).keys()].filter(({ name }) => name !== "");
  return [
    ...[...definitions, ...enumerationsUsed(schema)].map((of) => ({ name: of.name, field: "", of })),
    ...schema.families.flatMap((of) => (of.member === undefined ? [] : [{ name: of.member, field: "member", of }])),
    ...definitions.flatMap((of) => membersIn(of.fields, "").map((member) => ({ ...member, of }))),
  ];
}

function membersIn(fields: Fields, prefix: string): Pick<HeaderName, "name" | "field">[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const isNamed = !isNameless(facts.type);
    const field = prefix + name;
    const inner = definitionOf(innermost(facts.type));
    return [
      ...(isNamed ? [{ name, field }] : []),
      ...(inner?.name === "" ? membersIn(inner.fields, isNamed ? `${field}.` : prefix) : []),
    ];
  });
}
