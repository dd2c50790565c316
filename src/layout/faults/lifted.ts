import type { FieldFacts, Fields } from "../../../schema/dsl/types.ts";
import { isUnnamedBits } from "../field-layout.ts";

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
    if (isUnnamedBits(type)) return [];
    if (type.kind === "struct" && type.anonymous) return liftedMembers(type.struct.fields, overlapping);
    if (type.kind === "union" && type.anonymous) return liftedMembers(type.union.fields, true);
    return [{ name, facts, overlapping }];
  });
}

/** The members that a path (`common.h`) leads through, all but the last of them structs: none, if it leads nowhere. */
export function wayTo(fields: Fields, path: string): readonly Lifted[] {
  const [first, ...rest] = path.split(".");
  const found = liftedMembers(fields).find(({ name }) => name === first);
  if (found === undefined || rest.length === 0) return found === undefined ? [] : [found];
  const { type } = found.facts;
  const inner = type.kind === "struct" ? wayTo(type.struct.fields, rest.join(".")) : [];
  return inner.length === 0 ? [] : [found, ...inner];
}

/** The field at a path (`common.h`) that leads through structs. */
export function fieldAt(fields: Fields, path: string): FieldFacts | undefined {
  return wayTo(fields, path).at(-1)?.facts;
}
