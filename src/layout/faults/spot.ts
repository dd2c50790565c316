import type { FieldFacts } from "../../../schema/dsl/types.ts";
import type { Subject } from "./subject.ts";

/** A place in a definition where something is said of a type: a member, or the elements of one that is an array. */
export interface Spot {
  /** the member's key; of elements with `[]` behind */
  readonly path: string;
  readonly facts: FieldFacts;
  readonly element: boolean;
}

/** All spots of a definition; not those inside the structs it holds. */
export function spotsOf({ definition }: Subject): Spot[] {
  return Object.entries(definition.fields).flatMap(([name, { facts }]) =>
    withElements({ path: name, facts, element: false }),
  );
}

function withElements(spot: Spot): Spot[] {
  const { type } = spot.facts;
  if (type.kind !== "array" && type.kind !== "flexible") return [spot];
  return [spot, ...withElements({ path: `${spot.path}[]`, facts: type.element.facts, element: true })];
}
