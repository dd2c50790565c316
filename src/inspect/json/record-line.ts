import { typeAt } from "../../image/index.ts";
import { type AnyCodec, leastSize } from "../../wire/index.ts";
import { toHex } from "../bytes.ts";
import type { WholeRecord } from "../flatten-record.ts";
import type { Follower } from "../followers.ts";
import { payloadField } from "../kinds/flexible.ts";
import { elementsToJson, encodeFields, fieldsToJson, isEncodedAs } from "./fields.ts";
import { bytesAt } from "./invalid-json.ts";
import type { JsonObject, RecordLine, UnknownLine } from "./lines.ts";

/** The line for a record; `offset` is where it stands in its image. */
export function recordLine({ family, bytes, follower }: WholeRecord, offset: number): RecordLine | UnknownLine {
  const codec = family.codecAt(bytes);
  const type = typeAt(family, bytes);
  if (codec === undefined) return { offset, record: "unknown", type, len: bytes.length, bytes: toHex(bytes) };
  const fields = readFields(codec, bytes);
  // By the steps that make bytes of the line, so that nothing can differ later.
  const isWhole = fields !== undefined && isEncodedAs(bytes, () => encodeFields(codec, fields, "fields"));
  const held = isWhole ? listedFields(codec, fields, follower) : { ...(fields && { fields }), raw: toHex(bytes) };
  return { offset, record: codec.name, type, len: bytes.length, ...held };
}

/** Fields, with a payload that is a list of structs as one. */
function listedFields({ layout }: AnyCodec, fields: JsonObject, follower: Follower | undefined) {
  const name = payloadField(layout)?.name;
  if (follower?.struct === undefined || name === undefined) return { fields };
  const list = elementsToJson(follower.struct, bytesAt(fields[name], name));
  return list === undefined ? { fields } : { elements: follower.struct.name, fields: { ...fields, [name]: list } };
}

function readFields(codec: AnyCodec, bytes: Uint8Array): JsonObject | undefined {
  if (bytes.length < leastSize(codec.layout)) return undefined;
  const view = codec.view(bytes);
  return fieldsToJson(codec.layout, codec.check(view) === undefined ? codec.decode(bytes) : view);
}
