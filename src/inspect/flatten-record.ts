import { type AnyCodec, type Family, leastSize } from "../wire/index.ts";
import { type Follower, splitElements } from "./followers.ts";
import { range } from "./kinds/flatten.ts";
import { endOfFields, payloadField } from "./kinds/flexible.ts";
import { kindOf } from "./kinds/index.ts";
import type { FlatField, Flattening, FlatValue } from "./kinds/kind.ts";
import { flattenMembers } from "./kinds/struct.ts";

/** Bytes of a record up to which its fields are looked at: of a list, each element takes a hundred times its size. */
const largestRead = 2 ** 20;

/** A whole record. */
export interface WholeRecord {
  readonly family: Family;
  readonly bytes: Uint8Array;
  /** of what an image starts with, which is no record; those of records are known by their bytes */
  readonly codec?: AnyCodec | undefined;
  /** what it is for the one that announced it */
  readonly follower: Follower | undefined;
}

/** What is given of a record: elements of each array, and whether the header's type and length are. */
export type Wanted = Pick<Flattening, "mostElements" | "isAll" | "withHolders">;

/**
 * All that a record holds, in the order in which it stands, usually without the header's type and length; the payload of
 * a follower as what it is: text, or `tasks[0].vpid` and so on. Undefined of an unknown record, where not even the record's
 * fixed part is there, and for a record of more than 1 MiB.
 */
export function flattenRecord(
  record: WholeRecord,
  wanted: Wanted = { mostElements: Number.POSITIVE_INFINITY },
): Iterable<FlatField> | undefined {
  const { family, bytes, codec = family.codecAt(bytes) } = record;
  if (codec === undefined || bytes.length > largestRead || bytes.length < leastSize(codec.layout)) return undefined;
  return allFields(codec, record, wanted);
}

function* allFields(codec: AnyCodec, record: WholeRecord, wanted: Wanted): Generator<FlatField> {
  const { bytes, follower } = record;
  const payload = payloadField(codec.layout);
  for (const field of flattenStruct(codec, bytes, "", wanted)) {
    const isPayload = field.what === "value" && field.field === payload;
    if (isPayload && follower !== undefined) yield* flattenPayload(field, follower, wanted);
    else yield field;
  }
  const [end, slack] = endOfFields(codec, bytes);
  const value = bytes.subarray(end);
  // Slack that is not zero is none.
  const isSlack = bytes.length <= end + slack && value.every((byte) => byte === 0);
  if (value.length === 0 || (isSlack && !wanted.isAll)) return;
  const path = `(trailing bytes ${range(end, value.length)})`;
  yield { what: "trailing", path, value, offset: end, size: value.length };
}

function flattenStruct(codec: AnyCodec, bytes: Uint8Array, path: string, wanted: Wanted): Generator<FlatField> {
  const { layout, byteOrder } = codec;
  return flattenMembers(layout, codec.view(bytes), { path, offset: 0 }, { ...wanted, bytes, byteOrder, kindOf });
}

function* flattenPayload(payload: FlatValue, { name, struct }: Follower, wanted: Wanted): Generator<FlatField> {
  if (struct === undefined) {
    yield { ...payload, field: { ...payload.field, display: "text" } };
    return;
  }
  const elements = splitElements(struct, payload.value as Uint8Array);
  if (elements === undefined) {
    yield { ...payload, note: `no whole number of ${struct.name}, ${struct.layout.size} bytes each` };
    return;
  }
  const { mostElements } = wanted;
  const { size: stride } = struct.layout;
  for (const [i, bytes] of elements.slice(0, mostElements).entries()) {
    const from = payload.offset + i * stride;
    for (const field of flattenStruct(struct, bytes, `${name}[${i}]`, wanted)) {
      yield { ...field, offset: from + field.offset };
    }
  }
  const more = elements.length - mostElements;
  if (more <= 0) return;
  const rest = { offset: payload.offset + mostElements * stride, size: more * stride };
  yield { what: "omitted", path: `${name}[${mostElements}..${elements.length - 1}]`, value: more, ...rest };
}
