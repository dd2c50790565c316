import { GrowingBytes } from "../../image/growing-bytes.ts";
import type { AnyCodec } from "../../wire/index.ts";
import { splitElements } from "../followers.ts";
import { encodeFields, fieldsToJson, isEncodedAs } from "./fields.ts";
import { unexpected } from "./invalid-json.ts";
import type { JsonObject } from "./lines.ts";

/** A payload as a list in JSON; undefined where that would not give the same bytes again. */
export function elementsToJson(codec: AnyCodec, payload: Uint8Array): JsonObject[] | undefined {
  const elements = splitElements(codec, payload)?.map((bytes) => fieldsToJson(codec.layout, codec.view(bytes)));
  return elements && isEncodedAs(payload, () => elementsFromJson(codec, elements, "")) ? elements : undefined;
}

/**
 * The payload that a list in JSON stands for.
 * @throws InvalidJson
 */
export function elementsFromJson(codec: AnyCodec, json: unknown, path: string): Uint8Array {
  if (!Array.isArray(json)) throw unexpected(path, json, `a list of ${codec.name}`);
  const payload = new GrowingBytes();
  for (const [i, element] of json.entries()) payload.append(encodeFields(codec, element, `${path}[${i}]`));
  return payload.take();
}
