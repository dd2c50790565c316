import type { FieldType, RecordType } from "../../src/wire/index.ts";
import { typeNumber } from "../../src/wire/telling.ts";

/** `p + 8`, or `p` for offset 0. */
export function plus(base: string, offset: number): string {
  return offset === 0 ? base : `${base} + ${offset}`;
}

/** A number as it stands in code: `40`, `-0`, `0x00feed0cc0a2d200n`. */
export function literal(value: number | bigint): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return value > 0xffffn ? `0x${value.toString(16).padStart(16, "0")}n` : `${value}n`;
}

/** A number as a field of a type has it. */
export function inType(type: FieldType, number: string): string {
  return isBig(type) ? `BigInt(${number})` : number;
}

/** Whether values of a type are bigints. */
export function isBig(type: FieldType): boolean {
  const base = type.kind === "bits" ? type.base : type;
  return base.kind === "integer" && base.big;
}

/** A record's type as codecs compare and write it: four characters as a number. */
export function typeText(type: RecordType): string {
  return literal(typeNumber(type));
}

/** Plain data as it stands in code. */
export function dataText(data: unknown): string {
  if (typeof data === "bigint" || typeof data === "number") return literal(data);
  if (Array.isArray(data)) return `[${data.map(dataText).join(", ")}]`;
  if (typeof data !== "object" || data === null) return JSON.stringify(data);
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  return `{ ${entries.map(([key, value]) => `${key}: ${dataText(value)}`).join(", ")} }`;
}

/** The same as the last argument of several, which is left out if it says nothing. */
export function moreText(data: object): string {
  return Object.values(data).some((value) => value !== undefined) ? `, ${dataText(data)}` : "";
}

/** The index of a loop inside `depth` others. */
export function indexName(depth: number): string {
  return "ijklmn".charAt(depth) || `i${depth}`;
}

const patterns = new Map<string, RegExp>();

/** Whether a text names a variable: a property of that name is none. */
export function mentions(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const pattern = patterns.get(name) ?? new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$:])`);
  patterns.set(name, pattern);
  return pattern.test(text);
}

/** A function as text; parameters that it does not use have a line in front. */
export function functionText(head: string, parameters: readonly string[], type: string, body: string[]): string {
  const text = body.map((line) => `  ${line}\n`).join("");
  const named = parameters.map((one) => (mentions(text, one.replace(/[^\w$].*/, "")) ? one : `_${one}`));
  return `${head}(${named.join(", ")}): ${type} {\n${text}}`;
}

/** Parts with something between them, in rows of about that length. */
export function rowsOf(parts: readonly string[], between: string, length: number): string[] {
  const rows: string[] = [];
  for (const part of parts) {
    const row = rows.at(-1);
    if (row !== undefined && row.length + part.length < length) rows[rows.length - 1] = row + between + part;
    else rows.push(part);
  }
  return rows;
}
