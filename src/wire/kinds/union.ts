import { bindingOf, copyBytes, inBounds } from "../binding.ts";
import { BytewrightError } from "../errors.ts";
import { fieldsOf } from "../fields.ts";
import { bytesSize, cloneBytes, isBytes } from "../is-bytes.ts";
import type { FieldLayout, Layout, TypeLayout } from "../layout.ts";
import { makeInside, wrongCount, wrongValue } from "../values.ts";
import { viewClassOf } from "../view-class.ts";
import { type Checker, type Coder, joinPaths, type Kind, type Read, useCoders, useKind, type Where } from "./kind.ts";
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

/** What was taken of a member, as if it were a struct of its own. */
interface TakenMember {
  readonly struct: StructLayout;
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
function takeUnion({ layout, isLifted }: UnionLayout, given: unknown, where: Where, path: string): TakenUnion {
  if (typeof given !== "object" || given === null) throw wrongValue(where.record, path, given, "an object");
  if (layout.tag !== undefined && !isLifted) return takeTagged(layout, layout.tag, given as Value, where, path);
  return takePlain(layout, isLifted === true, given as Value, where, path);
}

const known: WeakMap<Layout, readonly StructLayout[]> = /* @__PURE__ */ new WeakMap<Layout, readonly StructLayout[]>();

/** The members, each as a struct of its own. */
function membersOf(union: Layout): readonly StructLayout[] {
  const made =
    known.get(union) ?? union.members.flatMap((member) => (member.kind === "field" ? [alone(member, union)] : []));
  known.set(union, made);
  return made;
}

function alone(member: FieldLayout, { abi, size, align }: Layout): StructLayout {
  return { kind: "struct", layout: { name: "", kind: "struct", abi, size, align, members: [member] } };
}

/** The names under which a value gives a member: its own or, of an anonymous one, those of what is in it. */
function namesOf({ layout }: StructLayout): readonly string[] {
  return fieldsOf(layout).held.map(({ name }) => name);
}

function takePlain(union: Layout, isLifted: boolean, given: Value, where: Where, path: string): TakenUnion {
  const { record, le } = where;
  const own = isLifted ? undefined : ownBytes(union, given, record, path);
  if (own?.isView) return asGiven(own.bytes);
  const members = membersOf(union).flatMap((struct): TakenMember[] => {
    const values = namesOf(struct).map((name) => [name, given[name]] as const);
    if (values.every(([, value]) => value === undefined)) return [];
    return [{ struct, taken: takeStruct(struct.layout, Object.fromEntries(values), where, path) }];
  });
  const [first, second] = members;
  if (own === undefined && first === undefined) {
    const [name, ...names] = membersOf(union).flatMap((struct) => namesOf(struct).slice(0, 1));
    // All that it holds is reserved: no value can give it.
    if (name === undefined) return asGiven(new Uint8Array(union.size));
    throw wrongValue(record, joinPaths(path, name), undefined, `a value for one of ${[name, ...names].join(", ")}`);
  }
  const taken = own === undefined ? putTogether(union, members, le) : asGiven(own.bytes);
  if (own === undefined && second === undefined) return taken;
  const b = bindingOf(taken.bytes);
  const other = members.find((member) => !says(member, b, 0, le));
  if (other === undefined) return taken;
  if (own !== undefined) throw disagree(record, path, other, "what $bytes hold");
  throw disagree(record, path, second, `what ${nameOf(first)} means`);
}

function asGiven(bytes: Uint8Array): TakenUnion {
  return { bytes, members: undefined, tag: undefined };
}

function putTogether({ size }: Layout, members: readonly TakenMember[], le: boolean, tag?: number): TakenUnion {
  const b = bindingOf(new Uint8Array(size));
  for (const { struct, taken } of members) structCoder.put(struct, taken, b, 0, le);
  return { bytes: b.bytes, members, tag };
}

function nameOf(member: TakenMember | undefined): string {
  return (member && namesOf(member.struct)[0]) ?? "";
}

function disagree(record: string, path: string, member: TakenMember | undefined, expected: string): BytewrightError {
  return new BytewrightError({
    ...{ code: "wrong-value", record, path: joinPaths(path, nameOf(member)), offset: undefined },
    ...{ found: "another value", expected: `${expected}; leave one of the two out` },
  });
}

/** The bytes that a value gives as such; of a view, those where it stands. */
function ownBytes({ size }: Layout, { $bytes, $at }: Value, record: string, path: string) {
  if ($bytes === undefined) return undefined;
  const here = joinPaths(path, "$bytes");
  if (!isBytes($bytes)) throw wrongValue(record, here, $bytes, "a Uint8Array");
  const isView = typeof $at === "number";
  const at = isView ? $at : 0;
  const left = inBounds($bytes, at, 0) ? bytesSize($bytes) - at : 0;
  const length = isView ? Math.min(size, left) : left;
  if (length !== size) throw wrongCount(record, here, length, size);
  return { bytes: cloneBytes($bytes, size, at), isView };
}

/** Over other bytes, such as those of another member of a union around it: holes are left alone. */
function put({ bytes, members }: TakenUnion, ...[b, p, le]: Parameters<Read>): void {
  if (members === undefined) b.bytes.set(bytes, p);
  else for (const { struct, taken } of members) structCoder.put(struct, taken, b, p, le);
}

function says({ struct, taken }: TakenMember, ...[b, p, le]: Parameters<Read>): boolean {
  return structCoder.says(struct, taken, b, p, le);
}

function takeTagged(
  union: Layout,
  tag: NonNullable<Layout["tag"]>,
  given: Value,
  where: Where,
  path: string,
): TakenUnion {
  const { $member } = given;
  if ($member === "unknown") return asGiven(unknownBytes(union, given, where, path));
  const field = memberNamed(union, $member);
  if (field === undefined) {
    const names = [...Object.keys(tag.members), "unknown"].join(", ");
    throw wrongValue(where.record, joinPaths(path, "$member"), $member, names);
  }
  const struct = alone(field, union);
  const taken = takeStruct(struct.layout, given, where, path);
  return putTogether(union, [{ struct, taken }], where.le, tag.members[field.name]);
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
  const given = $member === undefined ? {} : { [field.name]: init[field.name] };
  return { $member: field.name, ...createStruct(alone(field, layout).layout, given, where) };
}

function createPlain(type: UnionLayout, init: object, where: Where): object {
  const { layout, isLifted } = type;
  const isSaid = membersOf(layout).some((struct) => namesOf(struct).some((name) => name in init));
  const says = isSaid || (!isLifted && "$bytes" in init);
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
      const check = field && structKind.checker?.(alone(field, layout));
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
  put: (_, taken, b, p, le) => put(taken as TakenUnion, b, p, le),
  says(_, taken, b, p, le) {
    const { bytes, members } = taken as TakenUnion;
    if (members !== undefined) return members.every((member) => says(member, b, p, le));
    return bytes.every((byte, i) => byte === b.bytes[p + i]);
  },
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
      const struct = alone(memberNamed(layout, name) as FieldLayout, layout);
      return [tag, { name, read: structCoder.reader(struct) }] as const;
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
    const taken = takeUnion(type as UnionLayout, given, { record: "", le }, "");
    const b = bindingOf(new Uint8Array((type as UnionLayout).layout.size));
    put(taken, b, 0, le);
    return { bytes: b.bytes, tag: taken.tag };
  } catch (error) {
    if (error instanceof BytewrightError) return undefined;
    throw error;
  }
}

/** The same of a union without a name, whose members `given` holds among others. */
export function liftedUnionOf(type: TypeLayout, given: unknown, le: boolean): UnionBytes | undefined {
  return unionOf({ ...(type as UnionLayout), isLifted: true } as UnionLayout, given, le);
}

/** The tag of a union, which may also be given beside it; undefined where the two do not agree. */
export function tagOf(type: TypeLayout, union: UnionBytes | undefined, given: unknown): number | undefined {
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
