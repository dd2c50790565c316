import { type Attributes, struct } from "./aggregates.ts";
import { deepFreeze, definedIn, given } from "./definition.ts";
import type {
  ByteOrder,
  Discriminator,
  EnumerationDefinition,
  FamilyDefinition,
  Fields,
  Follower,
  RecordDefinition,
  StructDefinition,
} from "./types.ts";

/** What is said of a record beside its name. */
export interface RecordOptions<F extends Fields> extends Attributes {
  /**
   * The value of the header's type field: a member of the family's enumeration, or a new one that the record
   * brings along by name, `{ CKPT_HDR_MM: 401 }`.
   */
  readonly type?: number | { readonly [name: string]: number };
  /** path of the header, where `fields` hold it themselves; else the family puts it first */
  readonly header?: string;
  /** which values of a field (`common.f_type`) tell this record from others of the same type */
  readonly when?: Discriminator;
  /** records that come next in an image, and what their payload means */
  readonly followers?: readonly Follower[];
  /** how a flexible array's length is counted: `sizeof + n × element` (default) or `offset + n × element` */
  readonly length?: "sizeof" | "offset";
  readonly fields: F;
}

/** A struct with a family's header in front. The header is not among the fields. */
export function record<const N extends string, F extends Fields>(
  name: N,
  options: RecordOptions<F>,
): RecordDefinition<N, F> {
  const { doc, fields, align, packed = false, type: told, header, when, followers = [] } = given(options);
  const names = typeof told === "object" && told !== null ? Object.entries(told) : [];
  // What is no number, and not one by its name, is told of when the schema is checked.
  const [typeName, type] = names.length === 1 ? names[0]! : [undefined, told as number | undefined];
  return deepFreeze({
    kind: "record",
    name,
    doc,
    fields: fields as F,
    align,
    packed,
    type,
    typeName,
    header,
    when,
    followers,
    length: given(options).length ?? "sizeof",
    definedIn: definedIn(),
  });
}

/** `record` and `struct` for a format in which C aligns all of them alike, to so many bytes. */
export function alignedTo(align: number): { record: typeof record; struct: typeof struct } {
  return {
    record: (name, options) => record(name, { ...options, align }),
    struct: (name, options) => struct(name, { ...options, align }),
  };
}

/** Every record that modules export or lists hold, in the order of their types. */
export function recordsIn(...groups: readonly object[]): RecordDefinition[] {
  // Not every loader has a module's exports in the order of their names.
  const inOrder = (group: object) =>
    Array.isArray(group)
      ? group
      : Object.keys(group)
          .sort()
          .map((name) => (group as { [name: string]: unknown })[name]);
  const records = groups.flatMap(inOrder).filter((one): one is RecordDefinition => one?.kind === "record");
  return records.sort((a, b) => (a.type ?? 0) - (b.type ?? 0));
}

/** What is said of a family beside its name. */
export interface FamilyOptions {
  readonly doc?: string;
  /** the struct that every record starts with, and the member name under which it stands there; neither if there is none */
  readonly header?: StructDefinition;
  readonly member?: string;
  /** the header's field that tells the type */
  readonly type?: string;
  /** names of the types */
  readonly types?: { readonly $enumeration: EnumerationDefinition };
  /**
   * The header's field that tells the length; counts the whole record in bytes unless said otherwise. Without it, the end
   * of a record that is read from an image is known from its type and, of a flexible array, from the field that counts
   * it. One that nothing counts can then be decoded alone, filling the bytes that are given, but not found in an image.
   */
  readonly length?: { readonly field: string; readonly counts?: "record" | "payload"; readonly unit?: number };
  /** records start at multiples of this many bytes (default 1) */
  readonly align?: number;
  /** fixed, or told by the constant `field` of the record `record` that opens an image */
  readonly byteOrder: ByteOrder | { readonly record: string; readonly field: string };
  /** "portable" (default): all ABIs must agree on every record; else the one ABI that is meant */
  readonly abi?: string;
  /** largest record that is read into memory, in bytes (default 2^31 - 1) */
  readonly maxRecordSize?: number;
  readonly records: readonly RecordDefinition[];
}

/** Records that share a header and make up a format. */
export function family(name: string, options: FamilyOptions): FamilyDefinition {
  const { types, length, align = 1, abi = "portable", maxRecordSize = 2 ** 31 - 1, ...rest } = given(options);
  const { doc, header, member, type, byteOrder, records } = rest as FamilyOptions;
  return deepFreeze({
    kind: "family",
    name,
    doc,
    header,
    member,
    type,
    types: types?.$enumeration,
    length: length && { field: length.field, counts: length.counts ?? "record", unit: length.unit ?? 1 },
    align,
    byteOrder,
    abi,
    maxRecordSize,
    records,
    definedIn: definedIn(),
  });
}
