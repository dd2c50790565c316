import { type AnyCodec, BytewrightError, type Family, type FieldLayout, type Layout } from "../wire/index.ts";
import { fieldsFromJson } from "./fields-from-json.ts";
import { fieldsToJson, type JsonObject } from "./fields-to-json.ts";
import { InvalidJson, refused, unexpected } from "./invalid-json.ts";

/** The bytes that end a record and mean what its role says; undefined if it has no such field. */
export function payloadField({ members }: Layout): FieldLayout | undefined {
  const last = members.at(-1);
  return last?.kind === "field" && last.type.kind === "flexible" && last.type.as === "bytes" ? last : undefined;
}

/** A payload as the list of structs it is, each in bytes of its own; undefined if it is no whole number of them. */
export function splitElements({ layout }: AnyCodec, payload: Uint8Array): Uint8Array[] | undefined {
  const { size } = layout;
  if (size === 0 || payload.length % size !== 0) return undefined;
  return Array.from({ length: payload.length / size }, (_, i) => payload.subarray(i * size, (i + 1) * size));
}

/** A payload as a list in JSON; undefined where that would not give the same bytes again. */
export function elementsToJson(codec: AnyCodec, payload: Uint8Array): JsonObject[] | undefined {
  const elements = splitElements(codec, payload)?.map((bytes) => fieldsToJson(codec.layout, codec.view(bytes)));
  try {
    const same = elements && Buffer.compare(elementsFromJson(codec, elements, ""), payload) === 0;
    return same ? elements : undefined;
  } catch (error) {
    if (error instanceof InvalidJson) return undefined;
    throw error;
  }
}

/**
 * The payload that a list in JSON stands for.
 * @throws InvalidJson
 */
export function elementsFromJson(codec: AnyCodec, json: unknown, path: string): Uint8Array {
  if (!Array.isArray(json)) throw unexpected(path, json, `a list of ${codec.name}`);
  return Buffer.concat(json.map((element, i) => elementFromJson(codec, element, `${path}[${i}]`)));
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

function elementFromJson(codec: AnyCodec, json: unknown, path: string): Uint8Array {
  const value = fieldsFromJson(codec.layout, json, path);
  try {
    return codec.encode(value);
  } catch (error) {
    throw error instanceof BytewrightError ? refused(error, path) : error;
  }
}
