import { wrongConstant } from "../faults.ts";
import { fieldsOf, type LiftedUnion } from "../fields.ts";
import { type FieldLayout, fieldTypeOf, type IntegerLayout, type Layout, type TypeLayout } from "../layout.ts";
import { textSize } from "../text.ts";
import { countDiffers, makeInside, notConstant, notVariant, outOfRange, wrongValue } from "../values.ts";
import { viewClassOf } from "../view-class.ts";
import { elementsGiven, type FlexibleLayout, takeElements } from "./flexible.ts";
import { holds, integerName } from "./integer.ts";
import {
  type Checker,
  type Coder,
  coderOf,
  faultInside,
  joinPaths,
  type Kind,
  kindOf,
  numberIn,
  type Read,
  useCoders,
  useKind,
  type Where,
} from "./kind.ts";

type StructLayout = Extract<TypeLayout, { kind: "struct" }>;
type Given = { readonly [field: string]: unknown };

/** A struct in another one. */
export function struct(layout: Layout, used: readonly Coder<never>[] = []): StructLayout {
  useKind("struct", structKind);
  useCoders(used);
  return { kind: "struct", layout };
}

/** A union without a name as the type of a field, whose members stand in the value of the struct around it. */
function typeOfLifted({ layout }: LiftedUnion) {
  return { kind: "union", layout, isLifted: true } as const;
}

/** What was taken of a struct: of its own fields, then of the unions without a name among them. */
export type TakenStruct = readonly unknown[];

export function takeStruct(layout: Layout, given: unknown, where: Where, path: string): TakenStruct {
  const { record } = where;
  if (typeof given !== "object" || given === null) throw wrongValue(record, path, given, "an object");
  const { own, unions } = fieldsOf(layout);
  const values = own.map(({ name }) => (given as Given)[name]);
  const array = own.findIndex(({ type }) => type.kind === "flexible");
  let length: number | undefined;
  const lengthOfArray = (here: string) => {
    length ??= elementsGiven(own[array]?.type as FlexibleLayout, values[array], record, here);
    return length;
  };
  const taken: unknown[] = new Array(own.length).fill(undefined);
  for (const [i, field] of own.entries()) {
    const here = joinPaths(path, field.name);
    const value = values[i];
    if (field.counts !== undefined) taken[i] = takeCount(field, value, lengthOfArray(field.counts), record, here);
    else if (i === array)
      taken[i] = takeElements(field.type as FlexibleLayout, value, lengthOfArray(here), where, here);
    else if (field.tags === undefined) taken[i] = takeField(field, value, where, here);
    else if (value !== undefined) taken[i] = takeField(field, value, where, here);
    const tag = tagOf(field);
    if (tag === undefined) continue;
    // What the tag is, the union says.
    const at = own.findIndex(({ name }) => name === tag.field);
    const meant = (taken[i] as { readonly tag: number | undefined }).tag;
    taken[at] = takeTag(values[at], meant, tag, field.name, record, joinPaths(path, tag.field));
  }
  for (const union of unions) {
    const type = typeOfLifted(union);
    taken.push(kindOf(type).take(type, given, where, path));
  }
  return taken;
}

function tagOf({ type }: FieldLayout): Layout["tag"] {
  return type.kind === "union" ? type.layout.tag : undefined;
}

/** A tag that is given must agree with its union, and be given where the union is of none of its members. */
function takeTag(
  given: unknown,
  meant: number | undefined,
  { members }: NonNullable<Layout["tag"]>,
  union: string,
  record: string,
  path: string,
): unknown {
  if (meant === undefined) {
    if (given !== undefined && !Object.values(members).includes(given as number)) return given;
    throw notVariant(record, path, given, `a value that means none of its members: ${union} is unknown`);
  }
  if (given !== undefined && given !== meant) throw notVariant(record, path, given, `${meant}, as ${union} says`);
  return meant;
}

/** A count comes from its array; one that is given must agree. */
function takeCount({ type, counts }: FieldLayout, given: unknown, length: number, record: string, path: string) {
  const integer = type as IntegerLayout;
  const count = integer.big ? BigInt(length) : length;
  if (given !== undefined && given !== count) throw countDiffers(record, path, given, counts as string, length);
  if (!holds(integer, length)) throw outOfRange(record, path, length, integerName(integer));
  return count;
}

/** What is given for a field for which no other speaks. */
export function takeField(field: FieldLayout, given: unknown, where: Where, path: string): unknown {
  const { constant } = field;
  const type = fieldTypeOf(field);
  if (constant === undefined) return kindOf(type).take(type, given, where, path);
  if (given !== undefined && given !== constant) throw notConstant(where.record, path, given, constant);
  return constant;
}

/** What was taken of the field at a path. */
export function takenAt(layout: Layout, taken: TakenStruct, [name, ...rest]: readonly string[]): unknown {
  const { own } = fieldsOf(layout);
  const i = own.findIndex((field) => field.name === name);
  const type = own[i]?.type;
  return type?.kind === "struct" && rest.length > 0 ? takenAt(type.layout, taken[i] as TakenStruct, rest) : taken[i];
}

export function createStruct(layout: Layout, init: Given, where: Where): { [field: string]: unknown } {
  if (init === null) throw wrongValue(where.record, "", init, "an object");
  const { own, unions } = fieldsOf(layout);
  const made: { [field: string]: unknown } = {};
  for (const field of own) made[field.name] = createField(field, init, where, own);
  for (const union of unions) {
    const type = typeOfLifted(union);
    Object.assign(made, kindOf(type).create(type, init, where, ""));
  }
  return made;
}

function createField(field: FieldLayout, init: Given, where: Where, own: readonly FieldLayout[]): unknown {
  const { name, constant, counts, tags } = field;
  const given = init[name];
  if (constant !== undefined) return given ?? constant;
  if (counts !== undefined) {
    const count = lengthGiven(init[counts]);
    return given ?? ((field.type as IntegerLayout).big ? BigInt(count) : count);
  }
  const type = fieldTypeOf(field);
  if (tags === undefined) return kindOf(type).create(type, given, where, name, init[tagOf(field)?.field ?? ""]);
  const union = own.find((one) => one.name === tags);
  const { members = {} } = (union && tagOf(union)) ?? {};
  const { $member = "" } = (init[tags] ?? {}) as { readonly $member?: string };
  return given ?? members[$member] ?? Object.values(members)[0];
}

/** How many elements an array has, as C counts them: of a string, its bytes. */
function lengthGiven(array: unknown): number {
  if (typeof array === "string") return textSize(array);
  return (array as { readonly length?: number } | null | undefined)?.length ?? 0;
}

function fieldNamed({ members }: Layout, name: string | undefined): FieldLayout | undefined {
  return members.find((one): one is FieldLayout => one.kind === "field" && one.name === name);
}

/** What is wrong inside a field of a struct; of a tagged union, in the member that its tag means. */
function fieldChecker(field: FieldLayout, layout: Layout): Checker | undefined {
  const { constant, offset, name } = field;
  if (constant !== undefined) {
    return (v, p, le) => {
      const found = numberIn(field, v, p, le);
      return Object.is(found, constant) ? undefined : wrongConstant("", name, p + offset, found, constant);
    };
  }
  const type = fieldTypeOf(field);
  const check = kindOf(type).checker?.(type);
  const tag = fieldNamed(layout, tagOf(field)?.field);
  return check && ((v, p, le) => faultInside(check(v, p + offset, le, tag && Number(numberIn(tag, v, p, le))), name));
}

export const structKind: Kind<StructLayout> = {
  take: ({ layout }, given, where, path) => takeStruct(layout, given, where, path),
  create: ({ layout }, given, where, path) =>
    makeInside(where.record, path, () => createStruct(layout, (given === undefined ? {} : given) as Given, where)),
  checker({ layout }) {
    const checks = layout.members.flatMap((one) => (one.kind === "field" ? (fieldChecker(one, layout) ?? []) : []));
    if (checks.length === 0) return undefined;
    return (v, p, le) => {
      for (const check of checks) {
        const found = check(v, p, le);
        if (found !== undefined) return found;
      }
      return undefined;
    };
  },
};

/** Reads a field of the struct at `p`. */
export function fieldReader(field: FieldLayout, around: readonly FieldLayout[]): Read {
  const type = fieldTypeOf(field);
  const { offset } = field;
  const read = coderOf(type).reader(type);
  const tag = around.find(({ name }) => name === tagOf(field)?.field);
  if (tag === undefined) return offset === 0 ? read : (b, p, le) => read(b, p + offset, le);
  return (b, p, le) => read(b, p + offset, le, Number(numberIn(tag, b.view, p, le)));
}

/** Reads the fields that a value has into an object. */
export function fieldsReader(layout: Layout): (into: { [field: string]: unknown }, ...place: Parameters<Read>) => void {
  const { held, all } = fieldsOf(layout);
  const fields = held.map((field) => ({ name: field.name, read: fieldReader(field, all) }));
  return (into, b, p, le) => {
    for (const { name, read } of fields) into[name] = read(b, p, le);
  };
}

export function putField(field: FieldLayout, taken: unknown, ...[b, p, le]: Parameters<Read>): void {
  const type = fieldTypeOf(field);
  coderOf(type).put(type, taken, b, p + field.offset, le);
}

export function saysField(field: FieldLayout, taken: unknown, ...[b, p, le]: Parameters<Read>): boolean {
  const type = fieldTypeOf(field);
  return coderOf(type).says(type, taken, b, p + field.offset, le);
}

export const structCoder: Coder<StructLayout> = {
  kind: "struct",
  reader({ layout }) {
    const read = fieldsReader(layout);
    return (b, p, le) => {
      const value = {};
      read(value, b, p, le);
      return value;
    };
  },
  put({ layout }, taken, b, p, le) {
    const parts = taken as TakenStruct;
    const { own, unions } = fieldsOf(layout);
    for (const [i, field] of own.entries()) putField(field, parts[i], b, p, le);
    for (const [i, union] of unions.entries()) {
      const type = typeOfLifted(union);
      coderOf(type).put(type, parts[own.length + i], b, p + union.offset, le);
    }
  },
  says({ layout }, taken, b, p, le) {
    const parts = taken as TakenStruct;
    const { own, unions } = fieldsOf(layout);
    const sayUnions = (union: LiftedUnion, i: number) => {
      const type = typeOfLifted(union);
      return coderOf(type).says(type, parts[own.length + i], b, p + union.offset, le);
    };
    return own.every((field, i) => saysField(field, parts[i], b, p, le)) && unions.every(sayUnions);
  },
  look({ layout }, record) {
    const Nested = viewClassOf(layout, record);
    return (b, p, le) => new Nested(b.bytes, p, le);
  },
};
