import type { FieldFacts, Fields } from "../../../schema/dsl/types.ts";

/** A member under the name it has in the struct it counts as a member of. */
export interface Lifted {
  readonly name: string;
  readonly facts: FieldFacts;
  /** whether it shares its bytes with other members of an anonymous union */
  readonly overlapping: boolean;
}

/** The named members of a struct, those of its anonymous members among them: C11 6.7.2.1, 13. */
export function liftedMembers(fields: Fields, overlapping = false): Lifted[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const { type } = facts;
    if (type.kind === "bits" && type.unnamed) return [];
    if (type.kind === "struct" && type.anonymous) return liftedMembers(type.struct.fields, overlapping);
    if (type.kind === "union" && type.anonymous) return liftedMembers(type.union.fields, true);
    return [{ name, facts, overlapping }];
  });
}

/** The field at a path (`common.h`) that leads through structs. */
export function fieldAt(fields: Fields, path: string): FieldFacts | undefined {
  const [first, ...rest] = path.split(".");
  const facts = liftedMembers(fields).find(({ name }) => name === first)?.facts;
  if (facts === undefined || rest.length === 0) return facts;
  return facts.type.kind === "struct" ? fieldAt(facts.type.struct.fields, rest.join(".")) : undefined;
}
