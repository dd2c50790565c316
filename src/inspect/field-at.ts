import { type BytewrightError, bindingOf, coderOf, fieldTypeOf, whereIn } from "../wire/index.ts";
import { useAllKinds } from "../wire/kinds/index.ts";
import { flattenRecord, type WholeRecord } from "./flatten-record.ts";
import { invalid, refusedAt, unexpected } from "./json/invalid-json.ts";
import type { Json, JsonObject } from "./json/lines.ts";
import { parseLine } from "./json/parse-line.ts";
import { hasAsMany } from "./kinds/flexible.ts";
import { kindOf } from "./kinds/index.ts";
import type { FlatHolder, FlatValue } from "./kinds/kind.ts";
import { faultIn } from "./show/describe.ts";

/** One of an image's records, and something in it: `ckpt_hdr_task[0].exit_code`. */
export interface FieldPath {
  /** C name */
  readonly record: string;
  /** which of the records of that name; without one, the first */
  readonly index: number;
  /** as it is shown: `groups[3]`, `uts.release`; empty for the whole record */
  readonly path: string;
}

const form = /^([A-Za-z_]\w*)(?:\[(\d{1,9})\])?((?:\.[\w$]+|\[\d{1,9}\])*)$/;

/** The path that a text is, undefined if it is none. */
export function parseFieldPath(text: string): FieldPath | undefined {
  const [, record, index = "0", path = ""] = form.exec(text) ?? [];
  return record === undefined ? undefined : { record, index: Number(index), path: path.replace(/^\./, "") };
}

/** Something that a record holds: a value, or what holds others. */
type Held = FlatValue | FlatHolder;

function* heldIn(record: WholeRecord): Generator<Held> {
  const all = { mostElements: Number.POSITIVE_INFINITY, isAll: true, withHolders: true };
  for (const row of flattenRecord(record, all) ?? []) if (row.what === "value" || row.what === "holder") yield row;
}

/** @throws BytewrightError if there is nothing at the path; `name` is the record's, for messages */
function heldAt(record: WholeRecord, path: string, name: string): Held {
  const around = path.slice(0, Math.max(0, path.search(/(?:\.[^.[]*|\[\d+\]|^[^.[]*)$/)));
  const beside = new Set<string>();
  for (const held of heldIn(record)) {
    if (held.path === path) return held;
    const own = held.path.startsWith(around) ? held.path.slice(around.length).replace(/^\./, "") : "";
    if (/^(?:[\w$]+|\[\d+\])$/.test(own)) beside.add(own);
  }
  const some = [...beside].slice(0, 16).join(", ") + (beside.size > 16 ? ", …" : "");
  throw unexpected(joined(name, path), undefined, some || "nothing in it");
}

function joined(name: string, path: string): string {
  return path.startsWith("[") ? name + path : `${name}.${path}`;
}

/**
 * What stands at a path of a record, whose line has these fields: as they have it or, where they leave it out, as it is shown.
 * @throws BytewrightError if there is nothing
 */
export function jsonAt(record: WholeRecord, fields: JsonObject, path: string, name: string): Json {
  let json: Json | undefined = fields;
  for (const [step] of path.matchAll(/[^.[\]]+/g)) {
    const isHeld: boolean = typeof json === "object" && json !== null && Object.hasOwn(json, step);
    json = isHeld ? (json as JsonObject)[step] : undefined;
  }
  if (json !== undefined) return json;
  const { kind, type, value } = heldAt(record, path, name);
  return kind.toJson(type, value, kindOf);
}

/**
 * The record's bytes with what a person has written for something in it, in place of the bytes that say it now: as it is
 * shown, or as lines have it. Checksums follow.
 * @throws BytewrightError if there is nothing, the text stands for nothing of its kind, or the record would be bad
 */
export function withField(record: WholeRecord, path: string, text: string, name: string): Uint8Array {
  const held = heldAt(record, path, name);
  if (held.kind.isOpen) throw invalid(joined(name, path), "records", "a field in one of them");
  const bytes = record.bytes.slice();
  const json = held.kind.fromText?.(held.type, text, held.field, kindOf) ?? parse(text);
  if (json === undefined) throw unexpected(joined(name, path), text, held.kind.describe(held.type, kindOf));
  const value = held.kind.fromJson(held.type, json, joined(name, path), kindOf);
  if (!hasAsMany(held.type, held.value, value)) throw otherLength(held, name);
  put(bytes, held, value, name);
  mend({ ...record, bytes }, held.path, name);
  return bytes;
}

function parse(text: string): Json | undefined {
  try {
    return parseLine(new TextEncoder().encode(text)) as Json | undefined;
  } catch {
    // No JSON at all, or none that can be kept.
    return undefined;
  }
}

/** Writes a value in place of the one that is there. */
function put(bytes: Uint8Array, held: Held, value: unknown, name: string): void {
  useAllKinds();
  const { type, field, path, offset, size, byteOrder } = held;
  const le = byteOrder === "little";
  const own = fieldTypeOf({ ...field, type });
  const coder = coderOf(own);
  const taken = coder.values.taker(own)(value, whereIn(name, path, le));
  // Of a flexible array, only the record's end tells where it ends.
  const room = bytes.slice(offset, size > 0 ? offset + size : bytes.length);
  try {
    coder.writer(own)(bindingOf(room), 0, le, taken);
  } catch (error) {
    throw error instanceof RangeError ? otherLength(held, name) : error;
  }
  bytes.set(room, offset);
}

function otherLength({ path, size }: Held, name: string): BytewrightError {
  return invalid(joined(name, path), "a value of another length", `${size} bytes, as there are`);
}

/** Makes checksums right, those inside others first. @throws BytewrightError if anything else is wrong, or what was set */
function mend(record: WholeRecord, set: string, name: string): void {
  const { family, bytes, codec = family.codecAt(bytes) } = record;
  const mended = new Set([set]);
  for (;;) {
    const fault = codec && faultIn(codec, bytes, 0);
    if (fault === undefined) return;
    const { code, path, expected } = fault;
    if (code !== "wrong-checksum" || mended.has(path)) throw refusedAt(name, fault);
    mended.add(path);
    put(bytes, heldAt(record, path, name), Number(expected), name);
  }
}
