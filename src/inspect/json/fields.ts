import { type AnyCodec, BytewrightError, type Codec, type Layout, type View } from "../../wire/index.ts";
import { kindOf } from "../kinds/index.ts";
import { InvalidJson, type Keys, refused } from "./invalid-json.ts";
import type { JsonObject } from "./lines.ts";

/**
 * A value, or what a view sees, as it stands in `fields` of JSON Lines: 64-bit integers as decimal strings, bytes in
 * hexadecimal, numbers that JSON does not know (`NaN`, `-0`) as strings.
 *
 *     JSON.stringify(toJSON(CkptHdrTail, { magic: 0x002d2a0cc0deef00n }))   // {"magic":"12712608215789312"}
 */
export function toJSON<T, I, V extends View>(codec: Codec<T, I, V>, value: NoInfer<T | I | V>): JsonObject {
  return fieldsToJson(codec.layout, value as object);
}

/**
 * The value that JSON of `toJSON` stands for. What a codec knows by itself may be left out.
 * @throws InvalidJson that tells the field
 */
export function fromJSON<T, I, V extends View>(codec: Codec<T, I, V>, json: unknown): T {
  return codec.decode(encodeFields(codec, json, codec.name));
}

/** A record's fields, from its value or its view, as JSON. */
export function fieldsToJson(layout: Layout, source: object): JsonObject {
  const type = { kind: layout.kind, layout };
  return kindOf(type).toJson(type, source, kindOf) as JsonObject;
}

/**
 * The value that JSON made by `fieldsToJson` stands for. Checks names and kinds; whether a number or text fits its
 * field is for the codec to say.
 * @throws InvalidJson
 */
export function fieldsFromJson(layout: Layout, json: unknown, path: string): Keys {
  const type = { kind: layout.kind, layout };
  return kindOf(type).fromJson(type, json, path, kindOf) as Keys;
}

/**
 * The bytes that fields in JSON stand for.
 * @throws InvalidJson
 */
export function encodeFields(codec: AnyCodec, json: unknown, path: string): Uint8Array {
  const value = fieldsFromJson(codec.layout, json, path);
  try {
    return codec.encode(value);
  } catch (error) {
    throw error instanceof BytewrightError ? refused(error, path) : error;
  }
}

/** What work on JSON gives, undefined if that is refused. */
export function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidJson) return undefined;
    throw error;
  }
}
