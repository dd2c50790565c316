import { struct } from "./aggregates.ts";
import { aggregate, deepFreeze, definedIn, extended, extendedBy, unknownIn } from "./definition.ts";
import { definitionIn, type Names } from "./field.ts";
import type { Attributes, FamilyDefinition, Fields, RecordDefinition, RecordType, StructDefinition } from "./types.ts";

/** What is said of a record beside its name; by default it has no followers, and its `length` is counted by "sizeof". */
export interface RecordOptions<F extends Fields, P extends Fields = Fields>
  extends Attributes,
    Partial<Pick<RecordDefinition<string, F, P>, "header" | "when" | "followers" | "length" | "parts" | "grows">> {
  /**
   * The value of the header's type field: a member of the family's enumeration, or a new one that the record
   * brings along by name, `{ CKPT_HDR_MM: 401 }`; where that field is `char[4]`, its text: `"IHDR"`.
   */
  readonly type?: RecordType | { readonly [name: string]: number | bigint };
  readonly fields: F;
}

/** A struct with a family's header in front. The header is not among the fields. */
export function record<const N extends string, F extends Fields, P extends Fields = Fields>(
  name: N,
  options: RecordOptions<F, P>,
): RecordDefinition<N, F, P> {
  const { type: told, header, when, followers = [], length = "sizeof" } = options;
  const names = typeof told === "object" ? Object.entries(told) : [];
  // What is no number, and not one by its name, is told of when the schema is checked.
  const [typeName, given] = names.length === 1 ? names[0]! : [undefined, told as RecordType | undefined];
  // One number, however it was written.
  const type = typeof given === "bigint" && Number.isSafeInteger(Number(given)) ? Number(given) : given;
  const unknown = [
    ...unknownIn(when, ["field", "values"], "when"),
    ...followers.flatMap((follower) => unknownIn(follower, ["name", "record", "as"], "followers")),
  ];
  const own = ["type", "header", "when", "followers", "length", ...extendedBy];
  const common = { ...aggregate(options, own, unknown), ...extended(options) };
  return deepFreeze({ kind: "record", name, ...common, type, typeName, header, when, followers, length });
}

/** `record` and `struct` for a format in which C aligns all that say nothing else alike, to so many bytes. */
export function alignedTo(align: number): { record: typeof record; struct: typeof struct } {
  return {
    record: (name, options) => record(name, { align, ...options }),
    struct: (name, options) => struct(name, { align, ...options }),
  };
}

/** Every record that modules export or lists hold, in the order of their types; those of one type as their list has them. */
export function recordsIn(...groups: readonly object[]): RecordDefinition[] {
  const records = groups
    .flatMap((group) => Object.values(group))
    .filter((one): one is RecordDefinition => one?.kind === "record");
  return records.sort(({ type: a = 0 }, { type: b = 0 }) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * What is said of a family beside its name. By default its records start anywhere (`align` 1), have the same layout on
 * seven ABIs ("portable"), and take no more than 2^31 - 1 bytes.
 */
export interface FamilyOptions
  extends Pick<FamilyDefinition, "byteOrder" | "records">,
    Partial<Pick<FamilyDefinition, "as" | "doc" | "header" | "member" | "align" | "abi" | "maxRecordSize">> {
  /** The header's field that tells the type, a path; with `mask`, these bits of it, and the others are part of values. */
  readonly type?: string | { readonly field: string; readonly mask: number };
  /** names of the types */
  readonly types?: Names;
  /** What an image starts with before its records: a struct, or one of several that a constant tells apart. */
  readonly preamble?: StructDefinition | readonly StructDefinition[];
  /**
   * The header's field that tells the length; counts the whole record in bytes unless said otherwise: a record, or its
   * `payload`, which is what follows the header, has (value × unit + plus) bytes. Without it, the end
   * of a record that is read from an image is known from its type and, of a flexible array, from the field that counts
   * it. One that nothing counts can then be decoded alone, filling the bytes that are given, but not found in an image.
   */
  readonly length?: {
    readonly field: string;
    readonly counts?: "record" | "payload";
    readonly unit?: number;
    readonly plus?: number;
  };
}

/** Records that share a header and make up a format. */
export function family(name: string, options: FamilyOptions): FamilyDefinition {
  const {
    type,
    types,
    length,
    preamble,
    byteOrder,
    align = 1,
    abi = "portable",
    maxRecordSize = 2 ** 31 - 1,
  } = options;
  const known = ["as", "doc", "preamble", "header", "member", "type", "types", "length", "byteOrder", "records"];
  const unknownOptions = [
    ...unknownIn(options, [...known, "align", "abi", "maxRecordSize"]),
    ...(typeof type === "object" ? unknownIn(type, ["field", "mask"], "type") : []),
    ...unknownIn(length, ["field", "counts", "unit", "plus"], "length"),
    ...(typeof byteOrder === "object" ? unknownIn(byteOrder, ["record", "field"], "byteOrder") : []),
  ];
  return deepFreeze({
    ...options,
    kind: "family",
    name,
    type: typeof type === "object" ? type.field : type,
    typeMask: typeof type === "object" ? type.mask : undefined,
    types: types && definitionIn(types),
    length: length && { ...length, counts: length.counts ?? "record", unit: length.unit ?? 1, plus: length.plus ?? 0 },
    preamble: preamble && [preamble].flat(),
    align,
    abi,
    maxRecordSize,
    definedIn: definedIn(),
    unknownOptions,
  });
}
