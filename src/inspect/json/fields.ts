import { GrowingBytes } from "../../image/growing-bytes.ts";
import { orFault } from "../../image/route.ts";
import { type AnyCodec, BytewrightError, type Codec, type Layout, type View } from "../../wire/index.ts";
import { isSame } from "../bytes.ts";
import { splitElements } from "../followers.ts";
import { kindOf } from "../kinds/index.ts";
import { refusedAt, unexpected } from "./invalid-json.ts";
import type { JsonObject } from "./lines.ts";

/**
 * A value, or what a view sees, as it stands in `fields` of JSON Lines: 64-bit integers as decimal strings, bytes in
 * hexadecimal, numbers that JSON does not know (`NaN`, `-0`) as strings.
 *
 *     JSON.stringify(toJSON(CkptHdrTail, { magic: 0x002d2a0cc0deef00n }))   // {"magic":"12712608215789312"}
 */
export function toJSON<T, I, V extends View>(codec: Codec<T, I, V>, value: NoInfer<T | I | V>): JsonObject {
  requireCodec(codec);
  return fieldsToJson(codec.layout, value as object);
}

/**
 * The value that JSON of `toJSON` stands for. What a codec knows by itself may be left out.
 * @throws BytewrightError that tells the field
 */
export function fromJSON<T, I, V extends View>(codec: Codec<T, I, V>, json: unknown): T {
  requireCodec(codec);
  return codec.decode(encodeFields(codec, json, codec.name));
}

/** A family is none: what it holds has codecs. */
function requireCodec(codec: Partial<AnyCodec> | undefined): void {
  if (codec?.layout === undefined)
    throw new TypeError("JSON is made by the codec of one record or struct, such as family.codecNamed(name)");
}

/** A record's fields, from its value or its view, as JSON. */
export function fieldsToJson(layout: Layout, source: object): JsonObject {
  const type = { kind: layout.kind, layout };
  return kindOf(type).toJson(type, source, kindOf) as JsonObject;
}

/**
 * The bytes that fields in JSON stand for. Names and kinds are checked; whether a number or text fits its field is for
 * the codec to say.
 * @throws BytewrightError
 */
export function encodeFields(codec: AnyCodec, json: unknown, path: string): Uint8Array {
  const { layout } = codec;
  const type = { kind: layout.kind, layout };
  const value = kindOf(type).fromJson(type, json, path, kindOf);
  const made = orFault(() => codec.encode(value));
  if (made instanceof BytewrightError) throw refusedAt(path, made);
  return made;
}

/** Whether JSON can be encoded, and gives `bytes`. */
export function isEncodedAs(bytes: Uint8Array, encode: () => Uint8Array): boolean {
  const made = orFault(encode);
  return made instanceof Uint8Array && isSame(made, bytes);
}

/** A payload as a list in JSON; undefined where that would not give the same bytes again. */
export function elementsToJson(codec: AnyCodec, payload: Uint8Array): JsonObject[] | undefined {
  const elements = splitElements(codec, payload)?.map((bytes) => fieldsToJson(codec.layout, codec.view(bytes)));
  return elements && isEncodedAs(payload, () => elementsFromJson(codec, elements, "")) ? elements : undefined;
}

/**
 * The payload that a list in JSON stands for.
 * @throws BytewrightError
 */
export function elementsFromJson(codec: AnyCodec, json: unknown, path: string): Uint8Array {
  if (!Array.isArray(json)) throw unexpected(path, json, `a list of ${codec.name}`);
  const payload = new GrowingBytes();
  for (const [i, element] of json.entries()) payload.append(encodeFields(codec, element, `${path}[${i}]`));
  return payload.take();
}
