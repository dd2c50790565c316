import type { Family } from "../../wire/index.ts";
import { isSame, MOST_SHOWN, toHex } from "../bytes.ts";
import { MOST_TEXT_SHOWN, quote } from "../escape.ts";
import { flattenRecord } from "../flatten-record.ts";
import type { FlatField } from "../kinds/kind.ts";
import { rowOf } from "../show/describe.ts";
import type { Placed } from "./placed-records.ts";

/** A field that differs. Both values are printable ASCII; empty where one side has no such field. */
export interface FieldDifference {
  /** `groups[3]`; where long values differ also from where on, `payload from 12 on` */
  readonly path: string;
  readonly a: string;
  readonly b: string;
}

/** Fields that are told of two records: each takes a hundred bytes, and a byte may hold eight of them. */
const mostFields = 2 ** 18;

/** In what two records of the same name, which are not the same, differ: their fields, or else their bytes. */
export function compareRecords(a: Placed, b: Placed): FieldDifference[] {
  const [fieldsA, fieldsB] = [flattenRecord(a), flattenRecord(b)];
  if (fieldsA === undefined || fieldsB === undefined) return compareBytes(...unfielded(a, b));
  const fields: FieldDifference[] = [];
  let more = 0;
  for (const pair of pairFields(fieldsA[Symbol.iterator](), fieldsB[Symbol.iterator]())) {
    const differences = compareFields(...pair);
    if (fields.length < mostFields) fields.push(...differences);
    else more += differences.length;
  }
  if (more > 0) fields.push({ path: "(fields)", a: `${more} more`, b: `${more} more` });
  // Where no field differs the header does, or a NaN in its bits; in two formats all bytes do, which says nothing.
  if (fields.length > 0) return fields;
  return isSameFormat(a.family, b.family) ? compareBytes(a.bytes, b.bytes) : [];
}

/** Whether the same bytes mean the same in both. */
export function isSameFormat(a: Family, b: Family): boolean {
  return a.name === b.name && a.byteOrder === b.byteOrder;
}

/** Bytes without fields; in two formats without the header, whose bytes then say nothing. */
function unfielded(a: Placed, b: Placed): [Uint8Array, Uint8Array] {
  if (isSameFormat(a.family, b.family)) return [a.bytes, b.bytes];
  return [a.bytes.subarray(a.family.framing.headerSize), b.bytes.subarray(b.family.framing.headerSize)];
}

/** In what bytes differ, from the first difference on. */
export function compareBytes(a: Uint8Array, b: Uint8Array, path = "(bytes)"): FieldDifference[] {
  return isSame(a, b) ? [] : [differenceFrom(a, b, path)];
}

function compareFields(a: FlatField | undefined, b: FlatField | undefined): FieldDifference[] {
  const path = a?.path ?? b?.path ?? "";
  const [valueA, valueB] = [a?.value, b?.value];
  if (isSameValue(valueA, valueB)) return [];
  if (isSequence(valueA) && isSequence(valueB)) {
    const isText = typeof valueA === "string" || (a?.what === "value" && a.field.display === "text");
    const most = isText ? MOST_TEXT_SHOWN : MOST_SHOWN;
    if (Math.max(valueA.length, valueB.length) > most) return [differenceFrom(valueA, valueB, path)];
  }
  return [{ path, a: fieldText(a), b: fieldText(b) }];
}

function isSameValue(a: unknown, b: unknown): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? isSame(a, b) : Object.is(a, b);
}

function isSequence(value: unknown): value is Uint8Array | string {
  return typeof value === "string" || value instanceof Uint8Array;
}

function differenceFrom(a: Uint8Array | string, b: Uint8Array | string, path: string): FieldDifference {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  return { path: `${path} from ${from} on`, a: excerpt(a, from), b: excerpt(b, from) };
}

function excerpt(value: Uint8Array | string, from: number): string {
  if (from >= value.length) return `(ends after ${value.length})`;
  const end = from + MOST_SHOWN;
  const shown = typeof value === "string" ? quote(value.slice(from, end)) : toHex(value.subarray(from, end));
  return end < value.length ? `${shown}...` : shown;
}

/** The value with its meaning; of bytes that are text, the text alone. */
function fieldText(field: FlatField | undefined): string {
  if (field === undefined) return "";
  const { value, meaning } = rowOf(field);
  if (field.what !== "value" || meaning === "") return value;
  return field.value instanceof Uint8Array && field.note === undefined ? meaning : `${value} (${meaning})`;
}

/** Fields of two records with the same path, or one that has none in the other: those of A in order, then B's. */
type Pair = readonly [FlatField | undefined, FlatField | undefined];

/**
 * Pairs the fields of two records by their paths. As long as both have the same paths, which is nearly always to the end,
 * none is held: a list may have very many.
 */
function* pairFields(a: Iterator<FlatField>, b: Iterator<FlatField>): Generator<Pair> {
  let [inA, inB] = [a.next(), b.next()];
  while (!inA.done && !inB.done && inA.value.path === inB.value.path) {
    yield [inA.value, inB.value];
    [inA, inB] = [a.next(), b.next()];
  }
  if (inA.done && inB.done) return;
  const left = new Map<string, FlatField>();
  for (; !inB.done; inB = b.next()) left.set(inB.value.path, inB.value);
  for (; !inA.done; inA = a.next()) {
    const { path } = inA.value;
    yield [inA.value, left.get(path)];
    left.delete(path);
  }
  for (const field of left.values()) yield [undefined, field];
}
