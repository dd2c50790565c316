import { typeAt } from "../image/index.ts";
import { type AnyCodec, BytewrightError, type Family } from "../wire/index.ts";
import { fieldsFromJson } from "./fields-from-json.ts";
import { fieldsToJson, type JsonObject } from "./fields-to-json.ts";
import { toHex } from "./hex.ts";
import { InvalidJson } from "./invalid-json.ts";
import type { RecordLine, UnknownLine } from "./json-lines.ts";
import { viewOf } from "./views.ts";

/** The line for a whole record. */
export function recordLine(family: Family, bytes: Uint8Array, offset: number): RecordLine | UnknownLine {
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
    ...(fields && { fields }),
    ...(!whole && { raw: toHex(bytes) }),
  };
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
