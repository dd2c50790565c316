import { typeAt } from "../image/index.ts";
import { type AnyCodec, BytewrightError, type Family } from "../wire/index.ts";
import { elementsToJson, payloadField } from "./elements.ts";
import { bytesAt, fieldsFromJson } from "./fields-from-json.ts";
import { fieldsToJson, type JsonObject } from "./fields-to-json.ts";
import { toHex } from "./hex.ts";
import { InvalidJson } from "./invalid-json.ts";
import type { RecordLine, UnknownLine } from "./json-lines.ts";
import type { Role } from "./roles.ts";
import { viewOf } from "./views.ts";

/** The line for a whole record; `role` is what it is for the one that announced it. */
export function recordLine(family: Family, bytes: Uint8Array, offset: number, role?: Role): RecordLine | UnknownLine {
  const codec = family.codecAt(bytes);
  const type = typeAt(family, bytes);
  if (codec === undefined) return { offset, record: "unknown", type, len: bytes.length, bytes: toHex(bytes) };
  const fields = readFields(codec, bytes);
  const whole = fields !== undefined && isSame(encodeFields(codec, fields), bytes);
  return {
    offset,
    record: codec.name,
    type,
    len: bytes.length,
    ...(whole ? listedFields(codec, fields, role) : { ...(fields && { fields }), raw: toHex(bytes) }),
  };
}

/** Fields, with a payload that is a list of structs as one. */
function listedFields({ layout }: AnyCodec, fields: JsonObject, role: Role | undefined) {
  const name = payloadField(layout)?.name;
  if (role?.struct === undefined || name === undefined) return { fields };
  const list = elementsToJson(role.struct, bytesAt(fields[name], name));
  return list === undefined ? { fields } : { elements: role.struct.name, fields: { ...fields, [name]: list } };
}

function readFields(codec: AnyCodec, bytes: Uint8Array): JsonObject | undefined {
  const view = viewOf(codec, bytes);
  if (view === undefined) return undefined;
  return fieldsToJson(codec.layout, codec.check(view) === undefined ? codec.decode(bytes) : view);
}

/** What the line would be encoded to without `raw`: by the same steps, so that nothing can differ later. */
function encodeFields(codec: AnyCodec, fields: JsonObject): Uint8Array | undefined {
  try {
    return codec.encode(fieldsFromJson(codec.layout, fields, "fields"));
  } catch (error) {
    if (error instanceof BytewrightError || error instanceof InvalidJson) return undefined;
    throw error;
  }
}

function isSame(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
