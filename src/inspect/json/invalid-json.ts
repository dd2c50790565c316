import { BytewrightError, type Fault } from "../../wire/index.ts";
import { fromHex } from "../bytes.ts";
import { asciiJson, escapeText, escapeUnits } from "../escape.ts";

/** Something wrong in JSON; `path` is where, `fields.groups[3]`, and empty for all of it. */
export function invalid(
  path: string,
  found: string,
  expected: string | number,
  code: Fault["code"] = "wrong-value",
): BytewrightError {
  const [record = "", ...inside] = path.split(".");
  return new BytewrightError({ code, record, path: inside.join("."), offset: undefined, found, expected });
}

/** A value that is missing, or of another kind than is wanted. */
export function unexpected(path: string, found: unknown, expected: string): BytewrightError {
  return invalid(path, nameJson(found), expected);
}

/** What stands in JSON, for a message; never all of a long text. */
function nameJson(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  // What is no JSON, but can be given where JSON is expected.
  if (!["string", "number", "boolean", "object"].includes(typeof value)) return `a ${typeof value}`;
  const start = typeof value === "string" ? value.slice(0, 60) : value;
  const json = asciiJson(start);
  return json.length <= 60 && start === value ? json : shorten(json);
}

/** The start of a text, for a message. */
export function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}...`;
}

/** A key for a message; it can be any text. */
export function nameKey(key: string): string {
  return escapeText(shorten(key));
}

/** The same fault, of what stands at another place. */
export function refusedAt(record: string, { code, path, found, expected }: Fault): BytewrightError {
  const said = typeof found === "string" ? escapeUnits(found) : found;
  return new BytewrightError({ code, record, path, offset: undefined, found: said, expected });
}

/** An object in JSON, or the value that it stands for. */
export type Keys = { readonly [key: string]: unknown };

/** @throws BytewrightError if `json` is no object */
export function objectAt(json: unknown, path: string): Keys {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Keys;
  throw unexpected(path, json, "an object");
}

/** @throws BytewrightError if `json` is not hexadecimal */
export function bytesAt(json: unknown, path: string): Uint8Array {
  const bytes = typeof json === "string" ? fromHex(json) : undefined;
  if (bytes === undefined) throw unexpected(path, json, "bytes in hexadecimal, two digits each");
  return bytes;
}

/** @throws BytewrightError if an object has another key */
export function refuseKeysBut(allowed: readonly string[], json: Keys, path = ""): void {
  const unknown = Object.keys(json).find((key) => !allowed.includes(key));
  if (unknown === undefined) return;
  const where = path === "" ? nameKey(unknown) : `${path}.${nameKey(unknown)}`;
  throw invalid(where, "an unknown key", allowed.join(", ") || "none");
}
