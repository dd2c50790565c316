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
  type Compare,
  coderOf,
  faultInside,
  type Kind,
  kindOf,
  numberReader,
  pathOf,
  type Read,
  useCoders,
  useKind,
  type Where,
  type Write,
  whereIn,
} from "./kind.ts";

type StructLayout = Extract<TypeLayout, { kind: "struct" }>;
type Given = { readonly [field: string]: unknown };

/** A struct in another one. */
export function struct(layout: Layout, used: readonly Coder<never>[] = []): StructLayout {
  useKind("struct", structKind);
  useCoders(used);
  return { kind: "struct", layout };
}

/** A union without a name as a field, whose members stand in the value of the struct around it. */
function liftedField({ layout, offset }: LiftedUnion): FieldLayout {
  const type = { kind: "union", layout, isLifted: true } as const;
  return { kind: "field", name: "", offset, size: layout.size, type };
}

function partsOf(layout: Layout): readonly FieldLayout[] {
  const { own, unions } = fieldsOf(layout);
  return [...own, ...unions.map(liftedField)];
}

/** What was taken of a struct: of its own fields, then of the unions without a name among them. */
export type TakenStruct = readonly unknown[];

/** A struct while it is taken apart. */
interface Parts {
  /** what is given of each of its own fields */
  readonly values: unknown[];
  readonly taken: unknown[];
  /** of its flexible array, once it has been asked for */
  length: number | undefined;
}

type TakeField = (given: unknown, here: Where, parts: Parts) => unknown;

interface Takers {
  readonly names: readonly string[];
  readonly takes: readonly TakeField[];
  readonly lifted: readonly ((given: unknown, where: Where) => unknown)[];
}

const takers: WeakMap<Layout, Takers> = /* @__PURE__ */ new WeakMap<Layout, Takers>();

function takersOf(layout: Layout): Takers {
  const made = takers.get(layout) ?? makeTakers(layout);
  takers.set(layout, made);
  return made;
}

function makeTakers(layout: Layout): Takers {
  const { own, unions } = fieldsOf(layout);
  return {
    names: own.map(({ name }) => name),
    takes: own.map((field) => takerOf(field, own)),
    lifted: unions.map((union) => {
      const { type } = liftedField(union);
      const { take } = kindOf(type);
      return (given, where) => take(type, given, where);
    }),
  };
}

export function takeStruct(layout: Layout, given: unknown, where: Where): TakenStruct {
  if (typeof given !== "object" || given === null) {
    throw wrongValue(where.record, pathOf(where), given, "an object");
  }
  const { names, takes, lifted } = takersOf(layout);
  const { length } = names;
  const values: unknown[] = new Array(length);
  const taken: unknown[] = new Array(length);
  const parts: Parts = { values, taken, length: undefined };
  for (let i = 0; i < length; i++) values[i] = (given as Given)[names[i] as string];
  const here = whereIn(where.record, where.le, "", where);
  for (let i = 0; i < length; i++) {
    here.key = names[i] as string;
    taken[i] = (takes[i] as TakeField)(values[i], here, parts);
  }
  for (const take of lifted) taken.push(take(given, where));
  return taken;
}

function takerOf(field: FieldLayout, own: readonly FieldLayout[]): TakeField {
  const { constant, counts, tags } = field;
  const type = fieldTypeOf(field);
  const { take } = kindOf(type);
  const indexOf = (name: string | undefined) => own.findIndex((one) => one.name === name);
  if (constant !== undefined) return (given, here) => takeConstant(constant, given, here);
  if (counts !== undefined) {
    const array = indexOf(counts);
    const listed = own[array]?.type as FlexibleLayout;
    return (given, here, parts) => {
      parts.length = elementsGiven(listed, parts.values[array], beside(here, counts));
      return takeCount(type as IntegerLayout, counts, given, parts.length, here);
    };
  }
  if (type.kind === "flexible") {
    return (given, here, { length }) => takeElements(type, given, length ?? elementsGiven(type, given, here), here);
  }
  const tag = tagOf(field);
  if (tag !== undefined) {
    const at = indexOf(tag.field);
    return (given, here, { values, taken }) => {
      const union = take(type, given, here) as { readonly tag: number | undefined };
      // What the tag is, the union says.
      taken[at] = takeTag(values[at], union.tag, tag, field.name, beside(here, tag.field));
      return union;
    };
  }
  if (tags !== undefined) {
    const own = indexOf(field.name);
    return (given, here, { taken }) => (given === undefined ? taken[own] : take(type, given, here));
  }
  return (given, here) => take(type, given, here);
}

function beside({ record, le, around }: Where, name: string): Where {
  return whereIn(record, le, name, around);
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
  where: Where,
): unknown {
  if (given === meant && meant !== undefined) return meant;
  if (meant !== undefined && given === undefined) return meant;
  if (meant === undefined && given !== undefined && !Object.values(members).includes(given as number)) return given;
  const none = `a value that means none of its members: ${union} is unknown`;
  const expected = meant === undefined ? none : `${meant}, as ${union} says`;
  throw notVariant(where.record, pathOf(where), given, expected);
}

/** A count comes from its array; one that is given must agree. */
function takeCount(type: IntegerLayout, array: string, given: unknown, length: number, where: Where): number | bigint {
  const count = type.big ? BigInt(length) : length;
  if (given !== undefined && given !== count) {
    throw countDiffers(where.record, pathOf(where), given, array, length);
  }
  if (!holds(type, length)) throw outOfRange(where.record, pathOf(where), length, integerName(type));
  return count;
}

function takeConstant(constant: number | bigint, given: unknown, where: Where): number | bigint {
  if (given === undefined || given === constant) return constant;
  throw notConstant(where.record, pathOf(where), given, constant);
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
    const { type } = liftedField(union);
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
    const read = numberReader(field);
    return (v, p, le) => {
      const found = read(v, p, le);
      return Object.is(found, constant) ? undefined : wrongConstant("", name, p + offset, found, constant);
    };
  }
  const type = fieldTypeOf(field);
  const check = kindOf(type).checker?.(type);
  const tag = fieldNamed(layout, tagOf(field)?.field);
  const told = tag && numberReader(tag);
  return check && ((v, p, le) => faultInside(check(v, p + offset, le, told && Number(told(v, p, le))), name));
}

export const structKind: Kind<StructLayout> = {
  take: ({ layout }, given, where) => takeStruct(layout, given, where),
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
  const told = numberReader(tag);
  return (b, p, le) => read(b, p + offset, le, Number(told(b.view, p, le)));
}

/** Reads the fields that a value has into an object. */
export function fieldsReader(layout: Layout): (into: { [field: string]: unknown }, ...place: Parameters<Read>) => void {
  const { held, all } = fieldsOf(layout);
  const fields = held.map((field) => ({ name: field.name, read: fieldReader(field, all) }));
  return (into, b, p, le) => {
    for (const { name, read } of fields) into[name] = read(b, p, le);
  };
}

/** Writes what was taken of a field of the struct at `p`. */
export function fieldWriter(field: FieldLayout): Write {
  const type = fieldTypeOf(field);
  const { offset } = field;
  const write = coderOf(type).writer(type);
  return offset === 0 ? write : (b, p, le, taken) => write(b, p + offset, le, taken);
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
  writer({ layout }) {
    const writes = partsOf(layout).map(fieldWriter);
    return (b, p, le, taken) => {
      const parts = taken as TakenStruct;
      for (let i = 0; i < writes.length; i++) (writes[i] as Write)(b, p, le, parts[i]);
    };
  },
  comparer({ layout }) {
    const compares = partsOf(layout).map((field): Compare => {
      const type = fieldTypeOf(field);
      const compare = coderOf(type).comparer(type);
      return (b, p, le, taken) => compare(b, p + field.offset, le, taken);
    });
    return (b, p, le, taken) => compares.every((compare, i) => compare(b, p, le, (taken as TakenStruct)[i]));
  },
  look({ layout }, record) {
    const Nested = viewClassOf(layout, record);
    return (b, p, le) => new Nested(b.bytes, p, le);
  },
};
