import { GrowingBytes } from "../../image/growing-bytes.ts";
import type { AnyCodec, Family } from "../../wire/index.ts";
import { isSame } from "../bytes.ts";
import { splitElements } from "../followers.ts";
import { encodeFields, fieldsToJson, unlessRefused } from "./fields.ts";
import { unexpected } from "./invalid-json.ts";
import type { JsonObject } from "./lines.ts";

/** A payload as a list in JSON; undefined where that would not give the same bytes again. */
export function elementsToJson(codec: AnyCodec, payload: Uint8Array): JsonObject[] | undefined {
  const elements = splitElements(codec, payload)?.map((bytes) => fieldsToJson(codec.layout, codec.view(bytes)));
  const encoded = elements && unlessRefused(() => elementsFromJson(codec, elements, ""));
  return encoded && isSame(encoded, payload) ? elements : undefined;
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

/**
 * The struct that a line names as its elements.
 * @throws InvalidJson if there is none
 */
export function structNamed(family: Family, name: unknown): AnyCodec {
  const codec = family.structs.find((struct) => struct.name === name);
  if (codec === undefined) throw unexpected("elements", name, `the name of a ${family.name} struct`);
  return codec;
}
