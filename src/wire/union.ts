import { Binding } from "./binding.ts";
import { BytewrightError } from "./errors.ts";
import { isBytes } from "./is-bytes.ts";
import { wrongCount, wrongValue } from "./values.ts";

/**
 * Plain unions: the same bytes, read in several ways. A decoded value holds what each member reads, and a union with
 * a name its bytes as `$bytes`. To encode it, any one of them is enough; where several are given they must agree, so
 * that a changed one is not lost to one that was left as it was.
 */
export interface UnionMember {
  /** the names under which the value holds it: its own, or those of an anonymous struct */
  readonly fields: readonly string[];
  fit(value: never): number;
  read(b: Binding, p: number): object;
  write(b: Binding, p: number, value: never): void;
}

/** What is known of a union without a tag. */
export interface PlainUnion {
  /** C name of the record or struct, for errors */
  readonly record: string;
  readonly size: number;
  /** whether it has no name, so that its members stand in the value of the struct around it, and its bytes nowhere */
  readonly isLifted: boolean;
  readonly members: readonly UnionMember[];
}

type Value = { readonly [field: string]: unknown };

/**
 * The union's bytes, by whatever the value gives.
 * @throws BytewrightError if that is nothing, does not fit, or does not agree
 */
export function unionBytes(union: PlainUnion, value: object): Uint8Array {
  const { record, members } = union;
  if (typeof value !== "object" || value === null) throw wrongValue(record, "", value, "an object");
  const own = ownBytes(union, value);
  if (own !== undefined && isView(value)) return own;
  const given = givenOf(union, value);
  for (const member of given) member.fit(value as never);
  if (own !== undefined) {
    const other = given.find((member) => !reads(member, own, value));
    if (other === undefined) return own;
    throw disagree(record, other.fields[0] as string, "what $bytes hold; leave one of the two out");
  }
  const [first, second] = given;
  if (first === undefined) {
    const [name, ...names] = members.flatMap(({ fields }) => fields.slice(0, 1));
    // All that it holds is reserved: no value can give it.
    if (name === undefined) return new Uint8Array(union.size);
    throw wrongValue(record, name, undefined, `a value for one of ${[name, ...names].join(", ")}`);
  }
  const bytes = putTogether(union, given, value);
  if (second === undefined || agree(given, bytes, value)) return bytes;
  throw disagree(record, second.fields[0] as string, `what ${first.fields[0]} means; leave one of the two out`);
}

/**
 * The bytes that a value gives as such; of a view, those where it stands.
 * @throws BytewrightError if these are no bytes, or not as many
 */
function ownBytes(
  { record, size, isLifted }: Pick<PlainUnion, "record" | "size" | "isLifted">,
  value: object,
): Uint8Array | undefined {
  const own = isLifted ? undefined : bytesIn(value as Value, size);
  if (own === undefined) return undefined;
  if (!isBytes(own)) throw wrongValue(record, "$bytes", own, "a Uint8Array");
  if (own.length !== size) throw wrongCount(record, "$bytes", own.length, size);
  return own;
}

function bytesIn(value: Value, size: number): unknown {
  const { $bytes, $at } = value;
  return isBytes($bytes) && isView(value) ? $bytes.subarray($at as number, ($at as number) + size) : $bytes;
}

/**
 * The bytes of a union of which its tag means no member.
 * @throws BytewrightError if the value gives none, or not as many
 */
export function unknownBytes(record: string, size: number, value: object): Uint8Array {
  const own = ownBytes({ record, size, isLifted: false }, value);
  if (own === undefined) throw wrongValue(record, "$bytes", undefined, "a Uint8Array");
  return own;
}

function isView(value: object): boolean {
  return typeof (value as Value).$at === "number";
}

function givenOf({ members }: PlainUnion, value: object): UnionMember[] {
  return members.filter(({ fields }) => fields.some((field) => (value as Value)[field] !== undefined));
}

/** What is given, one over another. Where that does not agree because a number is NaN, others say which of all NaNs. */
function putTogether({ size }: PlainUnion, given: readonly UnionMember[], value: object): Uint8Array {
  const bytes = written(size, given, value);
  if (given.length === 1 || agree(given, bytes, value)) return bytes;
  const others = Object.assign({}, ...given.map((member) => withoutNaN(read(member, bytes), value)));
  return isSame(others, value) ? bytes : written(size, given, others);
}

/** Members that agree have the same bits where they overlap, and zeros in their holes. */
function written(size: number, members: readonly UnionMember[], value: object): Uint8Array {
  const bytes = new Uint8Array(size);
  const part = new Binding(new Uint8Array(size));
  for (const member of members) {
    member.write(part, 0, value as never);
    for (let i = 0; i < size; i++) bytes[i] = (bytes[i] as number) | (part.bytes[i] as number);
  }
  return bytes;
}

/** A value with 0 for NaN, whose bits are then all zero. Of its fields, those that a decoded one has. */
function withoutNaN(decoded: unknown, given: unknown): unknown {
  if (typeof given === "number") return Number.isNaN(given) ? 0 : given;
  if (typeof given !== "object" || given === null || isBytes(given)) return given;
  if (Array.isArray(given)) return given.map((item, i) => withoutNaN((decoded as unknown[])[i], item));
  // Of a tagged union, another member may have been decoded.
  if ((decoded as Value).$member !== (given as Value).$member) return given;
  const fields = Object.entries(decoded as Value);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, withoutNaN(field, alike(name, field, given as Value))]),
  );
}

function read(member: UnionMember, bytes: Uint8Array): Value {
  return member.read(new Binding(bytes), 0) as Value;
}

function agree(members: readonly UnionMember[], bytes: Uint8Array, value: object): boolean {
  return members.every((member) => reads(member, bytes, value));
}

function reads(member: UnionMember, bytes: Uint8Array, value: object): boolean {
  const found = read(member, bytes);
  return member.fields.every((field) => isSame(found[field], (value as Value)[field]));
}

/** Whether a value, maybe without its constants, says the same as a decoded one. */
function isSame(found: unknown, given: unknown): boolean {
  if (given === undefined || found === given || Object.is(found, given)) return true;
  if (typeof found !== "object" || found === null || typeof given !== "object" || given === null) return false;
  if (isBytes(found))
    return isBytes(given) && found.length === given.length && found.every((byte, i) => byte === given[i]);
  return Object.entries(found).every(([name, field]) => isSame(field, alike(name, field, given as Value)));
}

/** What is given for a field of a decoded value; for the bytes of a union, as many. */
function alike(name: string, found: unknown, given: Value): unknown {
  return name === "$bytes" ? bytesIn(given, (found as Uint8Array).length) : given[name];
}

function disagree(record: string, path: string, expected: string): BytewrightError {
  const place = { code: "wrong-value", record, path, offset: undefined } as const;
  return new BytewrightError({ ...place, found: "another value", expected });
}

/**
 * Writes a union's bytes. The value has been found to fit, which is not asked again: with each level of unions in
 * unions, the work would double.
 */
export function writeUnion(b: Binding, p: number, union: PlainUnion, value: object): void {
  b.bytes.set(ownBytes(union, value) ?? putTogether(union, givenOf(union, value), value), p);
}

/**
 * The bytes of a union of which `init` may say something; zeros if it does not.
 * @throws BytewrightError if what it says does not fit, or does not agree
 */
export function createUnion(union: PlainUnion, init: object): Binding {
  const { record, members, size, isLifted } = union;
  if (typeof init !== "object" || init === null) throw wrongValue(record, "", init, "an object");
  const says = (!isLifted && "$bytes" in init) || members.some(({ fields }) => fields.some((field) => field in init));
  return new Binding(says ? unionBytes(union, init) : new Uint8Array(size));
}
