import type { Fields, TypeNode } from "../../../schema/dsl/types.ts";

/** The paths of all constants among some fields, at any depth. */
export function constantsIn(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, { facts }]) =>
    facts.constant === undefined ? constantsInside(facts.type).map((path) => name + path) : [name],
  );
}

/** As `constantsIn`, of what a type holds: `.magic`, `[].magic`. */
export function constantsInside(type: TypeNode): string[] {
  switch (type.kind) {
    case "struct":
      return constantsIn(type.struct.fields).map((path) => `.${path}`);
    case "union":
      return constantsIn(type.union.fields).map((path) => `.${path}`);
    case "array":
    case "flexible":
      return constantsInside(type.element.facts.type).map((path) => `[]${path}`);
    default:
      return [];
  }
}
