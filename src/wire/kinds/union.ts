import { bindingOf, copyBytes, inBounds } from "../binding.ts";
import { BytewrightError } from "../errors.ts";
import { fieldsOf } from "../fields.ts";
import { bytesSize, cloneBytes, isBytes } from "../is-bytes.ts";
import type { FieldLayout, Layout, TypeLayout } from "../layout.ts";
import { makeInside, wrongCount, wrongValue } from "../values.ts";
import { viewClassOf } from "../view-class.ts";
import {
  type Checker,
  type Coder,
  type Compare,
  type Kind,
  pathOf,
  type Read,
  useCoders,
  useKind,
  type Where,
  type Write,
  whereIn,
} from "./kind.ts";
import { createStruct, fieldsReader, structCoder, structKind, type TakenStruct, takeStruct } from "./struct.ts";

/** `isLifted`: it has no name, so that its members stand in the value of the struct around it */
type UnionLayout = Extract<TypeLayout, { kind: "union" }> & { readonly isLifted?: true };
type StructLayout = Extract<TypeLayout, { kind: "struct" }>;
type Value = { readonly [field: string]: unknown };

/** A union, with what encodes and decodes the kinds of its members. */
export function union(layout: Layout, used: readonly Coder<never>[]): UnionLayout {
  useKind("union", unionKind);
  useCoders([unionCoder as Coder<never>, ...used]);
  return { kind: "union", layout };
}

/** A member, taken and put as a struct of its own is. */
interface Member {
  readonly field: FieldLayout;
  readonly type: StructLayout;
  /** under which a value gives it: its own or, of an anonymous one, those of what is in it */
  readonly names: readonly string[];
  readonly write: Write;
  readonly compare: Compare;
}

interface TakenMember {
  readonly member: Member;
  readonly taken: TakenStruct;
}

export interface TakenUnion {
  readonly bytes: Uint8Array;
  /** what the bytes were put together of; none where they are given as such */
  readonly members: readonly TakenMember[] | undefined;
  /** of a tagged union, that of the member that is given */
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
function takeUnion({ layout, isLifted }: UnionLayout, given: unknown, where: Where): TakenUnion {
  if (typeof given !== "object" || given === null) throw wrongValue(where.record, pathOf(where), given, "an object");
  if (layout.tag !== undefined && !isLifted) return takeTagged(layout, layout.tag, given as Value, where);
  return takePlain(layout, isLifted === true, given as Value, where);
}

const known: WeakMap<Layout, readonly Member[]> = /* @__PURE__ */ new WeakMap<Layout, readonly Member[]>();

function membersOf(union: Layout): readonly Member[] {
  const made = known.get(union) ?? union.members.flatMap((one) => (one.kind === "field" ? [memberOf(one, union)] : []));
  known.set(union, made);
  return made;
}

function memberOf(field: FieldLayout, { abi, size, align }: Layout): Member {
  const layout: Layout = { name: "", kind: "struct", abi, size, align, members: [field] };
  const type: StructLayout = { kind: "struct", layout };
  const names = fieldsOf(layout).held.map(({ name }) => name);
  return { field, type, names, write: structCoder.writer(type), compare: structCoder.comparer(type) };
}

function takePlain(union: Layout, isLifted: boolean, given: Value, where: Where): TakenUnion {
  const { record, le } = where;
  const own = isLifted ? undefined : ownBytes(union, given, where);
  if (own?.isView) return asGiven(own.bytes);
  const members = membersOf(union).flatMap((member): TakenMember[] => {
    const values = member.names.map((name) => [name, given[name]] as const);
    if (values.every(([, value]) => value === undefined)) return [];
    return [{ member, taken: takeStruct(member.type.layout, Object.fromEntries(values), where) }];
  });
  const [first, second] = members;
  if (own === undefined && first === undefined) {
    const [name, ...names] = membersOf(union).flatMap((member) => member.names.slice(0, 1));
    // All that it holds is reserved: no value can give it.
    if (name === undefined) return asGiven(new Uint8Array(union.size));
    throw wrongValue(record, pathOf(where, name), undefined, `a value for one of ${[name, ...names].join(", ")}`);
  }
  const taken = own === undefined ? putTogether(union, members, le) : asGiven(own.bytes);
  if (own === undefined && second === undefined) return taken;
  const b = bindingOf(taken.bytes);
  const other = members.find(({ member, taken }) => !member.compare(b, 0, le, taken));
  if (other === undefined) return taken;
  if (own !== undefined) throw disagree(where, other, "what $bytes hold");
  throw disagree(where, second, `what ${nameOf(first)} means`);
}

function asGiven(bytes: Uint8Array): TakenUnion {
  return { bytes, members: undefined, tag: undefined };
}

function putTogether({ size }: Layout, members: readonly TakenMember[], le: boolean, tag?: number): TakenUnion {
  const b = bindingOf(new Uint8Array(size));
  for (const { member, taken } of members) member.write(b, 0, le, taken);
  return { bytes: b.bytes, members, tag };
}

function nameOf(one: TakenMember | undefined): string {
  return one?.member.names[0] ?? "";
}

function disagree(where: Where, one: TakenMember | undefined, expected: string): BytewrightError {
  return new BytewrightError({
    ...{ code: "wrong-value", record: where.record, path: pathOf(where, nameOf(one)), offset: undefined },
    ...{ found: "another value", expected: `${expected}; leave one of the two out` },
  });
}

/** The bytes that a value gives as such; of a view, those where it stands. */
function ownBytes({ size }: Layout, { $bytes, $at }: Value, where: Where) {
  if ($bytes === undefined) return undefined;
  if (!isBytes($bytes)) throw wrongValue(where.record, pathOf(where, "$bytes"), $bytes, "a Uint8Array");
  const isView = typeof $at === "number";
  const at = isView ? $at : 0;
  const left = inBounds($bytes, at, 0) ? bytesSize($bytes) - at : 0;
  const length = isView ? Math.min(size, left) : left;
  if (length !== size) throw wrongCount(where.record, pathOf(where, "$bytes"), length, size);
  return { bytes: cloneBytes($bytes, size, at), isView };
}

/** Over other bytes, such as those of another member of a union around it: holes are left alone. */
const put: Write = (b, p, le, taken) => {
  const { bytes, members } = taken as TakenUnion;
  if (members === undefined) b.bytes.set(bytes, p);
  else for (const { member, taken } of members) member.write(b, p, le, taken);
};

const compare: Compare = (b, p, le, taken) => {
  const { bytes, members } = taken as TakenUnion;
  if (members === undefined) return bytes.every((byte, i) => byte === b.bytes[p + i]);
  return members.every((one) => one.member.compare(b, p, le, one.taken));
};

function takeTagged(union: Layout, tag: NonNullable<Layout["tag"]>, given: Value, where: Where): TakenUnion {
  const { $member } = given;
  if ($member === "unknown") return asGiven(unknownBytes(union, given, where));
  const member = memberNamed(union, $member);
  if (member === undefined) {
    const names = [...Object.keys(tag.members), "unknown"].join(", ");
    throw wrongValue(where.record, pathOf(where, "$member"), $member, names);
  }
  const taken = takeStruct(member.type.layout, given, where);
  return putTogether(union, [{ member, taken }], where.le, tag.members[member.field.name]);
}

/** One that a tag means. */
function memberNamed(union: Layout, name: unknown): Member | undefined {
  if (typeof name !== "string" || !Object.hasOwn(union.tag?.members ?? {}, name)) return undefined;
  return membersOf(union).find(({ field }) => field.name === name);
}

function unknownBytes(union: Layout, given: Value, where: Where): Uint8Array {
  const own = ownBytes(union, given, where);
  if (own === undefined) throw wrongValue(where.record, pathOf(where, "$bytes"), undefined, "a Uint8Array");
  return own.bytes;
}

function createTagged(layout: Layout, init: Value, where: Where, tag: unknown): object {
  const { $member } = init;
  if ($member === "unknown") {
    const bytes = init.$bytes === undefined ? new Uint8Array(layout.size) : unknownBytes(layout, init, where);
    return { $member, $bytes: bytes };
  }
  const tags = Object.entries(layout.tag?.members ?? {});
  const meant = tag === undefined ? tags[0] : tags.find(([, value]) => value === Number(tag));
  const member = memberNamed(layout, $member ?? meant?.[0]);
  if (member !== undefined) {
    const { field, type } = member;
    const given = $member === undefined ? {} : { [field.name]: init[field.name] };
    return { $member: field.name, ...createStruct(type.layout, given, where) };
  }
  if ($member === undefined) return { $member: "unknown", $bytes: new Uint8Array(layout.size) };
  throw wrongValue(where.record, "$member", $member, [...tags.map(([name]) => name), "unknown"].join(", "));
}

function createPlain(type: UnionLayout, init: object, where: Where): object {
  const { layout, isLifted } = type;
  const isSaid = membersOf(layout).some(({ names }) => names.some((name) => name in init));
  const says = isSaid || (!isLifted && "$bytes" in init);
  const bytes = says ? takeUnion(type, init, where).bytes : new Uint8Array(layout.size);
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
      const member = memberNamed(layout, name);
      const check = member && structKind.checker?.(member.type);
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
  writer: () => put,
  comparer: () => compare,
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
      const { type } = memberNamed(layout, name) as Member;
      return [tag, { name, read: structCoder.reader(type) }] as const;
    }),
  );
  return (b, p, le, tag) => {
    const member = readers.get(tag as number);
    if (member === undefined) return { $member: "unknown", $bytes: copyBytes(b.bytes, p, p + layout.size) };
    return Object.assign({ $member: member.name }, member.read(b, p, le));
  };
}

/** The bytes that are given for a union and, of a tagged one, the tag of the member that they are of. */
export interface UnionBytes {
  readonly bytes: Uint8Array;
  readonly tag: number | undefined;
}

/** What is given for a union; undefined where it does not fit. */
export function unionOf(type: TypeLayout, given: unknown, le: boolean): UnionBytes | undefined {
  try {
    return takeUnion(type as UnionLayout, given, whereIn("", le));
  } catch (error) {
    if (error instanceof BytewrightError) return undefined;
    throw error;
  }
}

/** The same of a union without a name, whose members `given` holds among others. */
export function liftedUnionOf(type: TypeLayout, given: unknown, le: boolean): UnionBytes | undefined {
  return unionOf({ ...(type as UnionLayout), isLifted: true } as UnionLayout, given, le);
}

/** The tag of a union, which may also be given beside it; NaN, which no field takes, where the two do not agree. */
export function tagOf(type: TypeLayout, union: UnionBytes | undefined, given: unknown): number {
  const tags = Object.values((type as UnionLayout).layout.tag?.members ?? {});
  const { tag } = union ?? {};
  if (tag === undefined) return typeof given !== "number" || tags.includes(given) ? Number.NaN : given;
  return given === undefined || given === tag ? tag : Number.NaN;
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
