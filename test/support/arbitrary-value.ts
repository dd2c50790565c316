import * as fc from "fast-check";
import {
  type FieldLayout,
  fieldsOf,
  firstVariant,
  getWholeText,
  keyOf,
  type Layout,
  type TypeLayout,
} from "../../src/wire/index.ts";
import { arbitraryBeyond, inVersion } from "./arbitrary-extended.ts";

/** Any value that the codec of a layout must be able to encode, from the layout alone. */
export function arbitraryValue(layout: Layout): fc.Arbitrary<Record<string, unknown>> {
  const fields = valueFields(layout);
  const lifted = layout.kind === "union" ? new Set<string>() : liftedNames(layout);
  const own = Object.fromEntries(
    fields
      .filter(({ name }) => !lifted.has(name))
      .filter((field) => field.constant === undefined && field.counts === undefined && field.tags === undefined)
      .map((field) => [keyOf(field), arbitraryField(field)]),
  );
  const unions = layout.kind === "union" ? [] : liftedUnions(layout).map(unionValue);
  const fixed = fc.tuple(fc.record(own), ...unions).map((parts): Value => Object.assign({}, ...parts));
  const values = layout.extended === undefined ? fixed : withBeyond(layout, fixed);
  const when = layout.record?.when;
  if (when === undefined) return values;
  return fc
    .tuple(values, fc.constantFrom(...(when.except ? [firstVariant(when), 200] : when.values)))
    .map(([value, one]) => withField(value, when.path.split("."), one));
}

type Value = Record<string, unknown>;

function withBeyond(layout: Layout, fixed: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const beyond = arbitraryBeyond(layout, arbitraryValue, ({ type }) => arbitraryOf(type));
  const counts = new Set(layout.extended?.parts?.flatMap(({ count }) => count?.path.split(".")[0] ?? []));
  return fc.tuple(fixed, beyond, fc.nat(9)).map(([value, more, pick]) => {
    const own = Object.entries(value).filter(([name]) => !counts.has(name));
    return { ...inVersion(layout, Object.fromEntries(own), pick), ...more };
  });
}

/** A copy of a value with something else at a path. */
function withField(value: Value, [name = "", ...rest]: readonly string[], field: unknown): Value {
  return { ...value, [name]: rest.length === 0 ? field : withField(value[name] as Value, rest, field) };
}

/** One of a union's members, or several at once that its bytes hold, which is what a decoder gives. */
function unionValue(union: Layout): fc.Arbitrary<Record<string, unknown>> {
  const members = union.members.flatMap((member) => (member.kind === "padding" ? [] : [member]));
  const alternatives = members.map((member) => {
    const value = arbitraryValue({ ...union, kind: "struct", members: [member] });
    return union.tag === undefined ? value : value.map((given) => ({ $member: member.name, ...given }));
  });
  return fc.oneof(...alternatives);
}

/** Unions without a name: their members stand in the value of the struct around them. */
function liftedUnions(layout: Layout): Layout[] {
  return layout.members.flatMap((member) => {
    if (member.kind === "padding" || member.name !== "") return [];
    if (member.type.kind === "union") return [member.type.layout];
    return member.type.kind === "struct" ? liftedUnions(member.type.layout) : [];
  });
}

/** The names that stand in a value only if the union they belong to says so. */
function liftedNames(layout: Layout): Set<string> {
  return new Set(liftedUnions(layout).flatMap((union) => fieldsOf(union).all.map(({ name }) => name)));
}

/** The fields of a value: reserved ones and the header's type and length left out. */
export function valueFields(layout: Layout): FieldLayout[] {
  return fieldsOf(layout).all.filter((field) => !field.reserved && !field.derived && !isReservedHeader(field.type));
}

function isReservedHeader(type: TypeLayout): boolean {
  return type.kind === "struct" && type.layout.size > 0 && valueFields(type.layout).length === 0;
}

function arbitraryField({ type, bits }: FieldLayout): fc.Arbitrary<unknown> {
  return type.kind === "integer" ? integers(type, bits?.width) : arbitraryOf(type);
}

type OfKind<K> = Extract<TypeLayout, { readonly kind: K }>;

const kinds: { readonly [K in TypeLayout["kind"]]: (type: OfKind<K>) => fc.Arbitrary<unknown> } = {
  integer: (type) => integers(type),
  float: ({ size }) => (size === 4 ? fc.float() : fc.double()),
  char: () => fc.nat(255),
  bool: () => fc.boolean(),
  string: ({ size }) => text(size),
  strictText: ({ size, form }) =>
    form === "nul"
      ? text(size).map((one) => one.replaceAll("\0", ""))
      : fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => getWholeText(bytes, 0, size)),
  bytes: ({ size }) => fc.uint8Array({ minLength: size, maxLength: size }),
  array: ({ element, length }) => fc.array(arbitraryOf(element), { minLength: length, maxLength: length }),
  flexible({ as, element }) {
    if (as === "bytes") return fc.uint8Array({ maxLength: 300 });
    return as === "string" ? text(100) : fc.array(arbitraryOf(element), { maxLength: 20 });
  },
  struct: ({ layout }) => arbitraryValue(layout),
  union: ({ layout }) => unionValue(layout),
  records: () => fc.constant([]),
};

function arbitraryOf(type: TypeLayout): fc.Arbitrary<unknown> {
  return (kinds[type.kind] as (type: TypeLayout) => fc.Arbitrary<unknown>)(type);
}

/** Small, large and border values of an integer. */
function integers(
  { size, signed, big }: TypeLayout & { kind: "integer" },
  bits: number = size * 8,
): fc.Arbitrary<unknown> {
  const min = signed ? -(2n ** BigInt(bits - 1)) : 0n;
  const max = 2n ** BigInt(signed ? bits - 1 : bits) - 1n;
  const border = [min, max, 0n, 1n].filter((value) => value <= max);
  const values = fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(...border));
  return big ? values : values.map(Number);
}

/** Text of at most so many bytes in UTF-8, now and then with a byte that is not UTF-8. */
function text(room: number): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(fc.string({ unit: "binary", maxLength: 1 }), fc.constant("\udcff"), fc.constant("\0")))
    .map((parts) => parts.join(""))
    .map((all) => {
      let fitting = all;
      while (Buffer.byteLength(fitting) > room) fitting = [...fitting].slice(0, -1).join("");
      return fitting.replace(/\0+$/, "");
    });
}

/** A place of a value that holds an integer. */
export interface IntegerPlace {
  readonly path: string;
  readonly type: TypeLayout & { kind: "integer" };
  /** whether the value may leave it out: another member of a union may be given */
  readonly optional: boolean;
  readonly put: (value: object, number: unknown) => unknown;
}

/** Every place of a value that holds an integer: its path, and a copy of the value with another number there. */
export function integerPlaces(layout: Layout): IntegerPlace[] {
  const lifted = liftedNames(layout);
  return valueFields(layout).flatMap((field) => {
    const { name, type } = field;
    const optional = lifted.has(name);
    if (field.constant !== undefined || field.counts !== undefined) return [];
    if (type.kind === "integer") {
      return [{ path: name, type, optional, put: (value: object, number: unknown) => ({ ...value, [name]: number }) }];
    }
    if (type.kind !== "struct") return [];
    return integerPlaces(type.layout).map((inner) => ({
      path: `${name}.${inner.path}`,
      type: inner.type,
      optional: inner.optional,
      put: (value: object, number: unknown) => ({
        ...value,
        [name]: inner.put((value as Record<string, object>)[name] ?? {}, number),
      }),
    }));
  });
}
