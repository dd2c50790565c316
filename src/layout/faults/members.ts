import type { EnumerationDefinition, Field, FieldFacts, Fields, TypeNode } from "../../../schema/dsl/types.ts";
import { once } from "../../wire/once.ts";
import { definitionOf, elementOf, isAnonymous, isUnnamedBits, nameOfType } from "../kinds/index.ts";
import type { Subject } from "./complaint.ts";

/** A place in a definition where something is said of a type: a member, or the elements of one that is an array. */
export interface Spot {
  /** the member's key; of elements with `[]` behind */
  readonly path: string;
  readonly facts: FieldFacts;
  readonly element: boolean;
}

/** All spots of a definition; not those inside the structs it holds. */
export const spotsOf: (definition: { readonly fields: Fields; readonly parts?: Fields }) => readonly Spot[] = once(
  ({ fields, parts }: { readonly fields: Fields; readonly parts?: Fields }) =>
    Object.entries({ ...fields, ...parts }).flatMap(([path, { facts }]) =>
      withElements({ path, facts, element: false }),
    ),
);

/** The parts of a struct or record, if it has any. */
export function partsOf(definition: Subject["definition"]): Fields | undefined {
  return definition.kind === "union" ? undefined : definition.parts;
}

export function entriesOf(fields: Fields = {}): [name: string, field: Field][] {
  return Object.entries(fields);
}

/** The enumerations that name values of the members of a definition. */
export function enumerationsIn(definition: Parameters<typeof spotsOf>[0]): EnumerationDefinition[] {
  return spotsOf(definition).flatMap(({ facts: { enumeration, flags } }) => [enumeration ?? [], flags ?? []].flat());
}

function withElements(spot: Spot): Spot[] {
  const element = elementOf(spot.facts.type);
  if (element === undefined) return [spot];
  return [spot, ...withElements({ path: `${spot.path}[]`, facts: element.facts, element: true })];
}

/** A member under the name it has in the struct it counts as a member of. */
export interface Lifted {
  readonly name: string;
  readonly facts: FieldFacts;
  /** whether it shares its bytes with other members of an anonymous union */
  readonly overlapping: boolean;
}

/** The named members of a struct, those of its anonymous members among them: C11 6.7.2.1, 13. */
export const liftedMembers: (fields: Fields) => readonly Lifted[] = once((fields: Fields) => liftedFrom(fields, false));

function liftedFrom(fields: Fields, overlapping: boolean): Lifted[] {
  return Object.entries(fields).flatMap(([name, { facts }]) => {
    const { type } = facts;
    if (isUnnamedBits(type)) return [];
    if (!isAnonymous(type)) return [{ name, facts, overlapping }];
    return liftedFrom(definitionOf(type)!.fields, overlapping || type.kind === "union");
  });
}

const liftedByName = once((fields: Fields) => new Map(liftedMembers(fields).map((member) => [member.name, member])));

/** The members that a path (`common.h`) leads through, all but the last of them structs: none, if it leads nowhere. */
export function wayTo(fields: Fields, path: string): readonly Lifted[] {
  const [first, ...rest] = path.split(".");
  const found = liftedByName(fields).get(first!);
  if (found === undefined || rest.length === 0) return found === undefined ? [] : [found];
  const { type } = found.facts;
  const inner = type.kind === "struct" ? wayTo(type.struct.fields, rest.join(".")) : [];
  return inner.length === 0 ? [] : [found, ...inner];
}

/** The field at a path (`common.h`) that leads through structs. */
export function fieldAt(fields: Fields, path: string): FieldFacts | undefined {
  return wayTo(fields, path).at(-1)?.facts;
}

/** Why values do not say what is in a field. */
export function whyFixed({ constant, reserved }: FieldFacts): string | undefined {
  if (constant !== undefined) return "is constant";
  return reserved ? "is reserved" : undefined;
}

type Fits = (type: TypeNode) => boolean;

/** Why a field cannot tell of others: it must be of a fit type, in bytes of its own, and hold what values say. */
export function troubleWith(field: Lifted | undefined, isFit: Fits, missing: string): string | undefined {
  if (field === undefined) return missing;
  const { facts, overlapping } = field;
  if (!isFit(facts.type)) return `is ${nameOfType(facts.type)}`;
  return overlapping ? "is in a union" : whyFixed(facts);
}

/** Whether a type holds whole numbers from 0 on, in bytes of its own. */
export function isUnsigned(type: TypeNode): boolean {
  return (type.kind === "integer" || type.kind === "long") && !type.signed;
}

/** The paths of all constants among some fields, at any depth. */
export function constantsIn(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, { facts }]) =>
    facts.constant === undefined ? constantsInside(facts.type).map((path) => name + path) : [name],
  );
}

/** As `constantsIn`, of what a type holds: `.magic`, `[].magic`. */
export function constantsInside(type: TypeNode): string[] {
  const element = elementOf(type);
  if (element !== undefined) return constantsInside(element.facts.type).map((path) => `[]${path}`);
  return constantsIn(definitionOf(type)?.fields ?? {}).map((path) => `.${path}`);
}

/** Whether a struct or union has a flexible array somewhere. */
export function endsFlexible({ fields }: { readonly fields: Fields }): boolean {
  return Object.values(fields).some(({ facts }) => isOrHolds("flexible", facts.type));
}

/** Whether a type, or something in it at any depth, is of a kind. */
export function isOrHolds(kind: TypeNode["kind"], type: TypeNode): boolean {
  return type.kind === kind || holds(kind, type);
}

/** Whether something in a type, and not the type itself, is of a kind. */
export function holds(kind: TypeNode["kind"], type: TypeNode): boolean {
  const element = elementOf(type);
  const held = element === undefined ? Object.values(definitionOf(type)?.fields ?? {}) : [element];
  return held.some(({ facts }) => isOrHolds(kind, facts.type));
}
