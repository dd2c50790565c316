import type { Layout, TypeLayout } from "../wire/index.ts";
import { toHex } from "./hex.ts";
import { valueFields } from "./value-fields.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A record's fields, from its value or its view, as JSON: 64-bit integers as decimal strings, bytes in hexadecimal,
 * numbers JSON does not know (`NaN`, `-0`) as strings.
 */
export function fieldsToJson(layout: Layout, source: object): JsonObject {
  const json: { [field: string]: Json } = {};
  const held = source as { readonly [field: string]: unknown };
  // A view has all members of a tagged union, and a value the one that its tag means.
  if (layout.tag !== undefined && held.$member !== undefined) json.$member = held.$member as string;
  if (json.$member === "unknown") json.$bytes = scalarToJson(held.$bytes);
  for (const { field } of valueFields(layout)) {
    const value = held[field.name];
    if (value !== undefined) json[field.name] = valueToJson(field.type, value);
  }
  return json;
}

function valueToJson(type: TypeLayout, value: unknown): Json {
  switch (type.kind) {
    case "struct":
    case "union":
      return fieldsToJson(type.layout, value as object);
    case "array":
      return (value as readonly unknown[]).map((element) => valueToJson(type.element, element));
    case "flexible":
      return type.as === "list"
        ? (value as readonly unknown[]).map((element) => valueToJson(type.element, element))
        : scalarToJson(value);
    default:
      return scalarToJson(value);
  }
}

function scalarToJson(value: unknown): Json {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return toHex(value);
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  return value as Json;
}
