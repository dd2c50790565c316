import type { TypeLayout } from "../../wire/index.ts";
import { joinPaths } from "../../wire/index.ts";
import { kindOf } from "../kinds/index.ts";
import { invalid, unexpected } from "./invalid-json.ts";
import type { Json, JsonObject } from "./lines.ts";
import { parseLine } from "./parse-line.ts";

/** One of an image's records, and something in it: `ckpt_hdr_task[0].exit_code`. */
export interface FieldPath {
  /** C name */
  readonly record: string;
  /** which of the records of that name; without one, the first */
  readonly index: number;
  /** names and numbers of elements; none for the whole record */
  readonly steps: readonly (string | number)[];
}

const form = /^([A-Za-z_]\w*)(?:\[(\d{1,9})\])?((?:\.[\w$]+|\[\d{1,9}\])*)$/;

/** The path that a text is, undefined if it is none. */
export function parseFieldPath(text: string): FieldPath | undefined {
  const [, record, index = "0", inside = ""] = form.exec(text) ?? [];
  if (record === undefined) return undefined;
  const steps = [...inside.matchAll(/\.([\w$]+)|\[(\d+)\]/g)].map(([, name, at]) => name ?? Number(at));
  return { record, index: Number(index), steps };
}

/**
 * What stands in JSON behind these steps; `path` is where the JSON stands.
 * @throws BytewrightError if there is nothing
 */
export function jsonAt(json: Json, [step, ...rest]: FieldPath["steps"], path: string): Json {
  return step === undefined ? json : jsonAt(childOf(json, step, path), rest, below(path, step));
}

/**
 * The JSON of a value of a type with what a person has written for something in it, behind these steps.
 * @throws BytewrightError if there is nothing, or the text stands for nothing of its kind
 */
export function replaceIn(type: TypeLayout, json: Json, steps: FieldPath["steps"], text: string, path: string): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return jsonOf(type, text, path);
  const child = childOf(json, step, path);
  const kind = kindOf(type);
  const inner = "inside" in kind ? kind.inside(type, step, json) : undefined;
  const here = below(path, step);
  if (inner === undefined) throw invalid(here, "what is no field by itself", "a field, or an element of a list");
  const replaced = replaceIn(inner, child, rest, text, here);
  return Array.isArray(json) ? json.with(Number(step), replaced) : { ...(json as object), [step]: replaced };
}

function jsonOf(type: TypeLayout, text: string, path: string): Json {
  const kind = kindOf(type);
  const own = kind.fromText?.(type, text, kindOf);
  if (own !== undefined) return own;
  try {
    const json = parseLine(new TextEncoder().encode(text));
    if (json !== undefined) return json as Json;
  } catch {
    // No JSON at all, or none that can be kept.
  }
  throw unexpected(path, text, kind.describe(type, kindOf));
}

function childOf(json: Json, step: string | number, path: string): Json {
  const isHeld = typeof json === "object" && json !== null;
  if (isHeld && Array.isArray(json) === (typeof step === "number") && Object.hasOwn(json, step)) {
    return (json as JsonObject)[step] as Json;
  }
  const expected = !isHeld
    ? "nothing in it"
    : Array.isArray(json)
      ? `${json.length} elements`
      : Object.keys(json).join(", ");
  throw unexpected(below(path, step), undefined, expected);
}

function below(path: string, step: string | number): string {
  return joinPaths(path, typeof step === "number" ? `[${step}]` : step);
}
