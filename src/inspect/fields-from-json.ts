import type { IntegerLayout, Layout, TypeLayout } from "../wire/index.ts";
import { fromHex } from "./hex.ts";
import { unexpected, unknownKey } from "./invalid-json.ts";
import { type ValueField, valueFields } from "./value-fields.ts";

type Fields = { readonly [name: string]: unknown };

/**
 * The value that JSON made by `fieldsToJson` stands for. Checks names and kinds; whether a number or text fits its
 * field is for the codec to say.
 * @throws InvalidJson
 */
export function fieldsFromJson(layout: Layout, json: unknown, path: string): Fields {
  const object = objectAt(json, path);
  const fields = fieldsMeant(layout, valueFields(layout), object.$member);
  const value = layout.tag === undefined ? {} : tagFromJson(object, path);
  refuseUnknownKeys(object, fields, Object.keys(value), path);
  for (const { field, optional } of fields) {
    const here = `${path}.${field.name}`;
    if (Object.hasOwn(object, field.name)) value[field.name] = valueFromJson(field.type, object[field.name], here);
    else if (!optional) throw unexpected(here, undefined, describeType(field.type));
  }
  return value;
}

/** Of a tagged union only the member that `$member` names, as the others would be lost. */
function fieldsMeant({ tag }: Layout, fields: readonly ValueField[], member: unknown): readonly ValueField[] {
  const isKnown = typeof member === "string" && (member === "unknown" || Object.hasOwn(tag?.members ?? {}, member));
  if (tag === undefined || !isKnown) return fields;
  return fields.filter(({ field }) => field.name === member);
}

/** The member of a tagged union that is meant and, where that is none, the bytes. */
function tagFromJson({ $member, $bytes }: Fields, path: string): { [name: string]: unknown } {
  return $member === "unknown" ? { $member, $bytes: bytesAt($bytes, `${path}.$bytes`) } : { $member };
}

/** @throws InvalidJson if `json` is no object */
export function objectAt(json: unknown, path: string): Fields {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Fields;
  throw unexpected(path, json, "an object");
}

/** @throws InvalidJson if `json` is not hexadecimal */
export function bytesAt(json: unknown, path: string): Uint8Array {
  const bytes = typeof json === "string" ? fromHex(json) : undefined;
  if (bytes === undefined) throw unexpected(path, json, "bytes in hexadecimal, two digits each");
  return bytes;
}

function refuseUnknownKeys(
  object: Fields,
  fields: readonly ValueField[],
  others: readonly string[],
  path: string,
): void {
  const names = [...others, ...fields.map(({ field }) => field.name)];
  const unknown = Object.keys(object).find((key) => !names.includes(key));
  if (unknown === undefined) return;
  throw unknownKey(path, unknown, names);
}

function valueFromJson(type: TypeLayout, json: unknown, path: string): unknown {
  switch (type.kind) {
    case "integer":
      return type.big ? bigFromJson(type, json, path) : json;
    case "float":
      return floatFromJson(type, json, path);
    case "bytes":
      return bytesAt(json, path);
    case "struct":
    case "union":
      return fieldsFromJson(type.layout, json, path);
    case "array":
      return listFromJson(type.element, json, path);
    case "flexible":
      if (type.as === "list") return listFromJson(type.element, json, path);
      return type.as === "bytes" ? bytesAt(json, path) : json;
    default:
      return json;
  }
}

function listFromJson(element: TypeLayout, json: unknown, path: string): unknown[] {
  if (!Array.isArray(json)) throw unexpected(path, json, "a list");
  return json.map((one, i) => valueFromJson(element, one, `${path}[${i}]`));
}

/** More digits than 64 bits have are refused here, before time is spent on them. */
const decimal = /^-?\d{1,20}$/;

function bigFromJson(type: IntegerLayout, json: unknown, path: string): bigint {
  if (typeof json === "string" && decimal.test(json)) return BigInt(json);
  if (typeof json === "number" && Number.isSafeInteger(json)) return BigInt(json);
  throw unexpected(path, json, `${describeType(type)} in a decimal string (JSON numbers are exact up to 2^53 only)`);
}

const notInJson: { readonly [text: string]: number } = {
  "-0": -0,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

function floatFromJson({ size }: { readonly size: 4 | 8 }, json: unknown, path: string): number {
  if (typeof json === "number") {
    if (size === 4 && !Number.isFinite(Math.fround(json)))
      throw unexpected(path, json, "at most 3.4028234e38 either way");
    return json;
  }
  const named = typeof json === "string" && Object.hasOwn(notInJson, json) ? notInJson[json] : undefined;
  if (named === undefined) throw unexpected(path, json, `a number, or one of ${Object.keys(notInJson).join(", ")}`);
  return named;
}

function describeType(type: TypeLayout): string {
  switch (type.kind) {
    case "integer":
      return `${type.signed ? "s" : "u"}${type.size * 8}`;
    case "float":
      return `f${type.size * 8}`;
    case "char":
      return "char";
    case "string":
      return "a string";
    case "bytes":
      return "bytes in hexadecimal";
    case "array":
      return "a list";
    case "flexible":
      return { list: "a list", bytes: "bytes in hexadecimal", string: "a string" }[type.as];
    case "struct":
    case "union":
      return "an object";
  }
}
