import { type AnyCodec, type Family, leastSize } from "../wire/index.ts";
import { type Follower, splitElements } from "./followers.ts";
import { range } from "./kinds/flatten.ts";
import { endOfFields, payloadField } from "./kinds/flexible.ts";
import { kindOf } from "./kinds/index.ts";
import type { FlatField, FlatValue } from "./kinds/kind.ts";
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

/**
 * All that a record holds, in the order in which it stands, without the header's type and length; the payload of a
 * follower as what it is: text, or `tasks[0].vpid` and so on. Undefined of an unknown record, where not even the record's
 * fixed part is there, and for a record of more than 1 MiB.
 */
export function flattenRecord(
  record: WholeRecord,
  mostElements: number = Number.POSITIVE_INFINITY,
): Iterable<FlatField> | undefined {
  const { family, bytes, codec = family.codecAt(bytes) } = record;
  if (codec === undefined || bytes.length > largestRead || bytes.length < leastSize(codec.layout)) return undefined;
  return allFields(codec, record, mostElements);
}

function* allFields(codec: AnyCodec, record: WholeRecord, mostElements: number): Generator<FlatField> {
  const { bytes, follower } = record;
  const payload = payloadField(codec.layout);
  for (const field of flattenStruct(codec, bytes, "", mostElements)) {
    const isPayload = field.what === "value" && field.field === payload;
    if (isPayload && follower !== undefined) yield* flattenPayload(field, follower, mostElements);
    else yield field;
  }
  const [end, slack] = endOfFields(codec, bytes);
  const value = bytes.subarray(end);
  // Slack that is not zero is none.
  if (bytes.length <= end + slack && value.every((byte) => byte === 0)) return;
  yield { what: "trailing", path: `(trailing bytes ${range(end, value.length)})`, value };
}

function flattenStruct(codec: AnyCodec, bytes: Uint8Array, path: string, mostElements: number): Generator<FlatField> {
  const { layout, byteOrder } = codec;
  return flattenMembers(layout, codec.view(bytes), { path, offset: 0 }, { bytes, byteOrder, mostElements, kindOf });
}

function* flattenPayload(payload: FlatValue, { name, struct }: Follower, mostElements: number): Generator<FlatField> {
  if (struct === undefined) {
    yield { ...payload, field: { ...payload.field, display: "text" } };
    return;
  }
  const elements = splitElements(struct, payload.value as Uint8Array);
  if (elements === undefined) {
    yield { ...payload, note: `no whole number of ${struct.name}, ${struct.layout.size} bytes each` };
    return;
  }
  for (const [i, bytes] of elements.slice(0, mostElements).entries()) {
    yield* flattenStruct(struct, bytes, `${name}[${i}]`, mostElements);
  }
  const more = elements.length - mostElements;
  if (more > 0) yield { what: "omitted", path: `${name}[${mostElements}..${elements.length - 1}]`, value: more };
}
