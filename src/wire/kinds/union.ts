import { bindingOf, copyBytes } from "../binding.ts";
import { BytewrightError } from "../errors.ts";
import { fieldsOf } from "../fields.ts";
import { bytesSize, cloneBytes, isBytes } from "../is-bytes.ts";
import type { FieldLayout, Layout, TypeLayout } from "../layout.ts";
import { makeInside, wrongCount, wrongValue } from "../values.ts";
import { viewClassOf } from "../view-class.ts";
import {
  type Checker,
  type Coder,
  joinPaths,
  type Kind,
  kindOf,
  type Read,
  useCoders,
  useKind,
  type Where,
} from "./kind.ts";
import { fieldReader, fieldsReader, putField, saysField, structKind, takeField } from "./struct.ts";

/** `isLifted`: it has no name, so that its members stand in the value of the struct around it */
type UnionLayout = Extract<TypeLayout, { kind: "union" }> & { readonly isLifted?: true };
type Value = { readonly [field: string]: unknown };

/** A union, with what encodes and decodes the kinds of its members. */
export function union(layout: Layout, used: readonly Coder<never>[]): UnionLayout {
  useKind("union", unionKind);
  useCoders([unionCoder as Coder<never>, ...used]);
  return { kind: "union", layout };
}

/** The bytes that a value gives and, of a tagged union, the tag of the member that they are of. */
export interface TakenUnion {
  readonly bytes: Uint8Array;
  readonly tag: number | undefined;
}

/**
 * The same bytes, read in several ways. A decoded value has what each member reads, one with a name also `$bytes`. To
 * encode it, all that is given is put there in the order of the schema, over zeros, holes left alone; then each must read
 * as it was given, or it is a fault. A NaN is not put over a NaN: which one it is, another member says. `$bytes`, if they
 * are given, are the bytes, and each member must read from them as it was given.
 *
 * The value of a tagged union has the member that its tag means, and its name as `$member`; for a tag that means none
 * that is `unknown`, with `$bytes`.
 */
function takeUnion({ layout, isLifted }: UnionLayout, given: unknown, where: Where, path: string): TakenUnion {
  if (typeof given !== "object" || given === null) throw wrongValue(where.record, path, given, "an object");
  if (layout.tag !== undefined && !isLifted) return takeTagged(layout, layout.tag, given as Value, where, path);
  return { bytes: plainBytes(layout, isLifted === true, given as Value, where, path), tag: undefined };
}

/** The fields by which a value gives each member: itself or, of an anonymous struct, its own. */
const known: WeakMap<Layout, readonly (readonly FieldLayout[])[]> = /* @__PURE__ */ new WeakMap<
  Layout,
  readonly (readonly FieldLayout[])[]
>();

function membersOf(union: Layout): readonly (readonly FieldLayout[])[] {
  const made = known.get(union) ?? union.members.flatMap((member) => (member.kind === "field" ? [heldIn(member)] : []));
  known.set(union, made);
  return made;
}

function heldIn(member: FieldLayout): readonly FieldLayout[] {
  return fieldsOf({ name: "", kind: "struct", abi: "", size: 0, align: 1, members: [member] }).held;
}

interface Member {
  readonly fields: readonly FieldLayout[];
  readonly taken: readonly unknown[];
}

function plainBytes(union: Layout, isLifted: boolean, given: Value, where: Where, path: string): Uint8Array {
  const { record, le } = where;
  const own = isLifted ? undefined : ownBytes(union, given, record, path);
  if (own?.isView) return own.bytes;
  const members: Member[] = [];
  for (const fields of membersOf(union)) {
    const values = fields.map(({ name }) => given[name]);
    if (values.every((value) => value === undefined)) continue;
    const take = (field: FieldLayout, i: number) => takeField(field, values[i], where, joinPaths(path, field.name));
    members.push({ fields, taken: fields.map(take) });
  }
  const b = bindingOf(own?.bytes ?? new Uint8Array(union.size));
  const says = ({ fields, taken }: Member) => fields.every((field, i) => saysField(field, taken[i], b, 0, le));
  const disagree = (member: Member | undefined, expected: string) => {
    const where = joinPaths(path, member?.fields[0]?.name ?? "");
    const found = "another value";
    return new BytewrightError({ code: "wrong-value", record, path: where, offset: undefined, found, expected });
  };
  if (own !== undefined) {
    const other = members.find((member) => !says(member));
    if (other !== undefined) throw disagree(other, "what $bytes hold; leave one of the two out");
    return b.bytes;
  }
  const [first, second] = members;
  if (first === undefined) {
    const [name, ...names] = membersOf(union).flatMap(([field]) => (field === undefined ? [] : [field.name]));
    // All that it holds is reserved: no value can give it.
    if (name === undefined) return b.bytes;
    throw wrongValue(record, joinPaths(path, name), undefined, `a value for one of ${[name, ...names].join(", ")}`);
  }
  for (const { fields, taken } of members)
    for (const [i, field] of fields.entries()) putField(field, taken[i], b, 0, le);
  if (second === undefined || members.every(says)) return b.bytes;
  throw disagree(second, `what ${first.fields[0]?.name} means; leave one of the two out`);
}

/** The bytes that a value gives as such; of a view, those where it stands. */
function ownBytes({ size }: Layout, { $bytes, $at }: Value, record: string, path: string) {
  if ($bytes === undefined) return undefined;
  const here = joinPaths(path, "$bytes");
  if (!isBytes($bytes)) throw wrongValue(record, here, $bytes, "a Uint8Array");
  const isView = typeof $at === "number";
  const at = isView ? $at : 0;
  const length = isView ? Math.min(size, bytesSize($bytes) - at) : bytesSize($bytes);
  if (length !== size) throw wrongCount(record, here, length, size);
  return { bytes: isView ? copyBytes($bytes, at, at + size) : cloneBytes($bytes, size), isView };
}

function takeTagged(
  union: Layout,
  tag: NonNullable<Layout["tag"]>,
  given: Value,
  where: Where,
  path: string,
): TakenUnion {
  const { $member } = given;
  const b = bindingOf(new Uint8Array(union.size));
  if ($member === "unknown") return { bytes: unknownBytes(union, given, where, path), tag: undefined };
  const field = memberNamed(union, $member);
  if (field === undefined) {
    const names = [...Object.keys(tag.members), "unknown"].join(", ");
    throw wrongValue(where.record, joinPaths(path, "$member"), $member, names);
  }
  for (const one of heldIn(field)) {
    putField(one, takeField(one, given[one.name], where, joinPaths(path, one.name)), b, 0, where.le);
  }
  return { bytes: b.bytes, tag: tag.members[field.name] };
}

function memberNamed({ members, tag }: Layout, name: unknown): FieldLayout | undefined {
  if (typeof name !== "string" || !Object.hasOwn(tag?.members ?? {}, name)) return undefined;
  return members.find((one): one is FieldLayout => one.kind === "field" && one.name === name);
}

function unknownBytes(union: Layout, given: Value, { record }: Where, path: string): Uint8Array {
  const own = ownBytes(union, given, record, path);
  if (own === undefined) throw wrongValue(record, joinPaths(path, "$bytes"), undefined, "a Uint8Array");
  return own.bytes;
}

/** The member that a tag means. */
export function meantBy(tag: unknown, layout: Layout): FieldLayout | undefined {
  return memberNamed(layout, Object.entries(layout.tag?.members ?? {}).find(([, value]) => value === Number(tag))?.[0]);
}

function createTagged(layout: Layout, init: Value, where: Where, tag: unknown): object {
  const { $member } = init;
  if ($member === "unknown") {
    const bytes = init.$bytes === undefined ? new Uint8Array(layout.size) : unknownBytes(layout, init, where, "");
    return { $member, $bytes: bytes };
  }
  const members = layout.tag?.members ?? {};
  const field =
    $member === undefined ? meantBy(tag ?? Object.values(members)[0], layout) : memberNamed(layout, $member);
  if (field === undefined && $member === undefined) return { $member: "unknown", $bytes: new Uint8Array(layout.size) };
  if (field === undefined) {
    throw wrongValue(where.record, "$member", $member, [...Object.keys(members), "unknown"].join(", "));
  }
  const given = $member === undefined ? undefined : init[field.name];
  const made = field.constant ?? kindOf(field.type).create(field.type, given, where, field.name);
  return { $member: field.name, ...(heldIn(field).length > 0 && { [field.name]: made }) };
}

function createPlain(type: UnionLayout, init: object, where: Where): object {
  const { layout, isLifted } = type;
  const fields = membersOf(layout).flat();
  const says = (!isLifted && "$bytes" in init) || fields.some(({ name }) => name in init);
  const bytes = says ? takeUnion(type, init, where, "").bytes : new Uint8Array(layout.size);
  return unionCoder.reader(type)(bindingOf(bytes), 0, where.le) as object;
}

export const unionKind: Kind<UnionLayout> = {
  take: takeUnion,
  create: (type, given = {}, where, path, tag) =>
    makeInside(where.record, path, () => {
      if (typeof given !== "object" || given === null) throw wrongValue(where.record, "", given, "an object");
      const { layout, isLifted } = type;
      if (layout.tag !== undefined && !isLifted) return createTagged(layout, given as Value, where, tag);
      return createPlain(type, given, where);
    }),
  /** The members of a plain union may say what they like: which of them is meant, nobody knows. */
  checker({ layout }) {
    const checks = new Map<number, Checker>();
    for (const [name, tag] of Object.entries(layout.tag?.members ?? {})) {
      const field = memberNamed(layout, name);
      const type = { kind: "struct", layout: { ...layout, kind: "struct", members: field ? [field] : [] } } as const;
      const check = structKind.checker?.(type);
      if (check !== undefined) checks.set(tag, check);
    }
    return checks.size === 0 ? undefined : (v, p, le, tag) => checks.get(tag as number)?.(v, p, le);
  },
};

export const unionCoder: Coder<UnionLayout> = {
  kind: "union",
  reader(type) {
    const { layout, isLifted } = type;
    const { size } = layout;
    if (layout.tag !== undefined && !isLifted) return taggedReader(layout);
    const read = fieldsReader(layout);
    return (b, p, le) => {
      const value: { [field: string]: unknown } = isLifted ? {} : { $bytes: copyBytes(b.bytes, p, p + size) };
      read(value, b, p, le);
      return value;
    };
  },
  put: (_, taken, b, p) => b.bytes.set((taken as TakenUnion).bytes, p),
  says: (_, taken, b, p) => (taken as TakenUnion).bytes.every((byte, i) => byte === b.bytes[p + i]),
  look({ layout }, record) {
    const Nested = viewClassOf(layout, record);
    return (b, p, le, tag) => {
      const view = new Nested(b.bytes, p, le);
      return tag === undefined ? view : Object.assign(view, { $tag: tag });
    };
  },
};

function taggedReader(layout: Layout): Read {
  const readers = new Map(
    Object.entries(layout.tag?.members ?? {}).map(([name, tag]) => {
      const field = memberNamed(layout, name) as FieldLayout;
      const [held] = heldIn(field);
      return [tag, { name, constant: field.constant, read: held && fieldReader(held, []) }] as const;
    }),
  );
  return (b, p, le, tag) => {
    const member = readers.get(tag as number);
    if (member === undefined) return { $member: "unknown", $bytes: copyBytes(b.bytes, p, p + layout.size) };
    const { name, read } = member;
    return { $member: name, ...(read && { [name]: read(b, p, le) }) };
  };
}

/** What is given for a union; undefined where it does not fit. */
export function unionOf(type: TypeLayout, given: unknown, le: boolean): TakenUnion | undefined {
  try {
    return takeUnion(type as UnionLayout, given, { record: "", le }, "");
  } catch (error) {
    if (error instanceof BytewrightError) return undefined;
    throw error;
  }
}

/** The same of a union without a name, whose members `given` holds among others. */
export function liftedUnionOf(type: TypeLayout, given: unknown, le: boolean): TakenUnion | undefined {
  return unionOf({ ...(type as UnionLayout), isLifted: true } as UnionLayout, given, le);
}

/** The tag of a union, which may also be given beside it; undefined where the two do not agree. */
export function tagOf(type: TypeLayout, union: TakenUnion | undefined, given: unknown): number | undefined {
  const tags = Object.values((type as UnionLayout).layout.tag?.members ?? {});
  if (union?.tag === undefined) return tags.includes(given as number) ? undefined : (given as number | undefined);
  return given === undefined || given === union.tag ? union.tag : undefined;
}

const readers: WeakMap<TypeLayout, Read> = /* @__PURE__ */ new WeakMap<TypeLayout, Read>();

/** The value of a tagged union. */
export function readUnion<T>(
  type: TypeLayout,
  bytes: Uint8Array,
  view: DataView,
  p: number,
  le: boolean,
  tag: number | bigint,
): T {
  const read = readers.get(type) ?? unionCoder.reader(type as UnionLayout);
  readers.set(type, read);
  return read({ bytes, view }, p, le, Number(tag)) as T;
}
