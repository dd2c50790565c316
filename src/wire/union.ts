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

type Value = { readonly [field: string]: unknown };

/**
 * The union's bytes, by whatever the value gives.
 * @throws BytewrightError if that is nothing, does not fit, or does not agree
 */
export function unionBytes(record: string, size: number, members: readonly UnionMember[], value: object): Uint8Array {
  if (typeof value !== "object" || value === null) throw wrongValue(record, "", value, "an object");
  const given = members.filter(({ fields }) => fields.some((field) => (value as Value)[field] !== undefined));
  for (const member of given) member.fit(value as never);
  const own = (value as Value).$bytes;
  if (own !== undefined) {
    if (!isBytes(own)) throw wrongValue(record, "$bytes", own, "a Uint8Array");
    if (own.length !== size) throw wrongCount(record, "$bytes", own.length, size);
    const other = given.find((member) => !reads(member, own, value));
    if (other !== undefined)
      throw disagree(record, other.fields[0] as string, "what $bytes hold; leave one of the two out");
    return own;
  }
  const [first, second] = given;
  if (first === undefined) {
    const names = members.map(({ fields }) => fields[0]).join(", ");
    throw wrongValue(record, members[0]?.fields[0] ?? "", undefined, `a value for one of ${names}`);
  }
  if (second === undefined) return written(size, given, value);
  const bytes = written(size, given, value);
  if (given.every((member) => reads(member, bytes, value))) return bytes;
  throw disagree(record, second.fields[0] as string, `what ${first.fields[0]} means; leave one of the two out`);
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

function reads({ fields, read }: UnionMember, bytes: Uint8Array, value: object): boolean {
  const found = read(new Binding(bytes), 0) as Value;
  return fields.every((field) => isSame(found[field], (value as Value)[field]));
}

/** Whether a value, maybe without its constants, says the same as a decoded one. */
function isSame(found: unknown, given: unknown): boolean {
  if (given === undefined || found === given || Object.is(found, given)) return true;
  if (typeof found !== "object" || found === null || typeof given !== "object" || given === null) return false;
  const keys = Object.keys(found);
  return keys.every((key) => isSame((found as Value)[key], (given as Value)[key]));
}

function disagree(record: string, path: string, expected: string): BytewrightError {
  return new BytewrightError({
    code: "wrong-value",
    record,
    path,
    offset: undefined,
    found: "another value",
    expected,
  });
}

/** Writes a union's bytes; the value has been found to fit. */
export function writeUnion(
  b: Binding,
  p: number,
  record: string,
  size: number,
  members: readonly UnionMember[],
  value: object,
): void {
  b.bytes.set(unionBytes(record, size, members, value), p);
}

/** The bytes of a union of which `init` may say something; zeros if it does not. */
export function createUnion(record: string, size: number, members: readonly UnionMember[], init: object): Binding {
  const says = "$bytes" in init || members.some(({ fields }) => fields.some((field) => field in init));
  return new Binding(says ? unionBytes(record, size, members, init) : new Uint8Array(size));
}
