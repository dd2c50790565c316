import type { FieldLayout, Layout } from "./layout.ts";

/** A value that `JSON.stringify` takes: 64-bit integers as decimal strings, bytes in hexadecimal. */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return hexOf(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object" && value !== null && !("toJSON" in value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
  }
  return value;
}

/** Bytes in hexadecimal, two digits each. */
export function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/** All fields of a view, by the layout's names; those of anonymous structs lifted. */
export function jsonOf(view: object, layout: Layout): { readonly [field: string]: unknown } {
  const json: Record<string, unknown> = {};
  for (const { name } of namedFields(layout)) {
    const value = (view as Record<string, unknown>)[name];
    json[name] = value !== null && typeof value === "object" && "toJSON" in value ? value : toJson(value);
  }
  return json;
}

/** The fields a view has getters for: anonymous structs and unions give theirs to the parent. */
export function namedFields(layout: Layout): FieldLayout[] {
  return layout.members.flatMap((member) => {
    if (member.kind === "padding") return [];
    if (member.name !== "") return [member];
    return "layout" in member.type ? namedFields(member.type.layout) : [];
  });
}
