import { type BytewrightError, describeFault } from "../../wire/index.ts";
import { fromHex } from "../bytes.ts";
import { asciiJson, escapeText, escapeUnits } from "../escape.ts";

/** What is wrong with a line. The codes are stable. */
export type JsonFaultCode =
  /** not JSON, or not UTF-8 */
  | "syntax"
  /** a line of another kind than may stand there */
  | "wrong-line"
  /** a key that has no meaning there */
  | "unknown-key"
  /** a key that an object has twice */
  | "duplicate-key"
  /** a key that has to be there is not */
  | "missing"
  /** a value of the wrong kind, or one that its field does not take */
  | "wrong-value"
  /** two things that were given differ */
  | "disagrees"
  /** a limit would be exceeded */
  | "too-large";

/** What a line of JSON may take at most, so that no text takes much more memory than it has characters. */
export interface JsonLimits {
  /** bytes of a line; default 2 MiB */
  readonly maxLineBytes?: number;
  /** objects and lists in one another; default 100 */
  readonly maxDepth?: number;
  /** values in a line, counted by the marks `{`, `[` and `,`; default 100,000, at most 8,388,607 */
  readonly maxValues?: number;
}

/** What is wrong inside a line; the reader of lines adds which one. */
export class InvalidJson extends Error {
  override readonly name: string = "InvalidJson";
  readonly code: JsonFaultCode;
  /** `fields.groups[3]`; empty for the line as a whole */
  readonly path: string;
  /** the limit that is exceeded, if one is */
  readonly limit: keyof JsonLimits | undefined;

  /** `message` names the path. */
  constructor(code: JsonFaultCode, path: string, message: string, limit?: keyof JsonLimits) {
    super(message);
    this.code = code;
    this.path = path;
    this.limit = limit;
  }
}

/**
 * JSON Lines that cannot be made an image.
 *
 *     line 4: fields.exit_code: -1 does not fit u32 (0..4294967295)
 */
export class JsonLineError extends InvalidJson {
  override readonly name = "JsonLineError";
  /** counted from 1 */
  readonly line: number;

  constructor(line: number, { code, path, message, limit }: InvalidJson) {
    super(code, path, `line ${line}: ${message}`, limit);
    this.line = line;
  }
}

/** What stands in JSON, for a message; never all of a long text. */
function nameJson(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const start = typeof value === "string" ? value.slice(0, 60) : value;
  const json = asciiJson(start);
  return json.length <= 60 && start === value ? json : `${json.slice(0, 60)}...`;
}

/** A value that is missing, or of another kind than is wanted. */
export function unexpected(path: string, found: unknown, expected: string): InvalidJson {
  const code = found === undefined ? "missing" : "wrong-value";
  return invalid(code, path, `found ${nameJson(found)}, expected ${expected}`);
}

/** A key for a message; it can be any text. */
export function nameKey(key: string): string {
  return escapeText(key.length <= 60 ? key : `${key.slice(0, 60)}...`);
}

/** Something wrong at a path. */
export function invalid(code: JsonFaultCode, path: string, text: string, limit?: keyof JsonLimits): InvalidJson {
  return new InvalidJson(code, path, path === "" ? text : `${path}: ${text}`, limit);
}

/** A value that its codec refuses; its path then starts with where the value stands in the line. */
export function refused(error: BytewrightError, path: string): InvalidJson {
  const { code, found, expected } = error;
  const fault = { code, record: path, path: error.path, offset: undefined, found, expected };
  const where = error.path === "" ? path : `${path}.${error.path}`;
  return new InvalidJson("wrong-value", where, escapeUnits(describeFault(fault)));
}

/** An object in JSON, or the value that it stands for. */
export type Keys = { readonly [key: string]: unknown };

/** @throws InvalidJson if `json` is no object */
export function objectAt(json: unknown, path: string): Keys {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Keys;
  throw unexpected(path, json, "an object");
}

/** @throws InvalidJson if `json` is not hexadecimal */
export function bytesAt(json: unknown, path: string): Uint8Array {
  const bytes = typeof json === "string" ? fromHex(json) : undefined;
  if (bytes === undefined) throw unexpected(path, json, "bytes in hexadecimal, two digits each");
  return bytes;
}

/** @throws InvalidJson if an object has another key */
export function refuseKeysBut(allowed: readonly string[], json: Keys, path = ""): void {
  const unknown = Object.keys(json).find((key) => !allowed.includes(key));
  if (unknown === undefined) return;
  const where = path === "" ? nameKey(unknown) : `${path}.${nameKey(unknown)}`;
  throw invalid("unknown-key", where, `unknown key, expected ${allowed.join(", ") || "none"}`);
}
