import type { ByteOrder, Family } from "../wire/index.ts";
import { rowOf } from "./describe.ts";
import { quote } from "./escape.ts";
import { toHex } from "./hex.ts";
import type { Leaf } from "./leaves.ts";
import { pairLeaves } from "./pair-leaves.ts";
import { recordLeaves } from "./record-leaves.ts";
import type { Role } from "./roles.ts";

/** A field that differs. Both values are printable ASCII; empty where one side has no such field. */
export interface FieldDifference {
  /** `groups[3]`; where long values differ also from where on, `payload from 12 on` */
  readonly path: string;
  readonly a: string;
  readonly b: string;
}

/** A record to be compared, and how to read it. */
export interface Readable {
  readonly family: Family;
  readonly bytes: Uint8Array;
  readonly role: Role | undefined;
}

/** Fields that are told of two records: each takes a hundred bytes, and a byte may hold eight of them. */
const mostFields = 2 ** 18;

/** In what two records of the same name, which are not the same, differ: their fields, or else their bytes. */
export function compareRecords(a: Readable, b: Readable): FieldDifference[] {
  const inOneOrder = a.family.byteOrder === b.family.byteOrder;
  const [leavesA, leavesB] = [leavesOfRecord(a, inOneOrder), leavesOfRecord(b, inOneOrder)];
  if (leavesA === undefined || leavesB === undefined) return compareBytes(...unfielded(a, b));
  const fields: FieldDifference[] = [];
  let more = 0;
  for (const [leafA, leafB] of pairLeaves(leavesA, leavesB)) {
    const differences = compareLeaves(leafA, leafB);
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
function unfielded(a: Readable, b: Readable): [Uint8Array, Uint8Array] {
  if (isSameFormat(a.family, b.family)) return [a.bytes, b.bytes];
  return [a.bytes.subarray(a.family.framing.headerSize), b.bytes.subarray(b.family.framing.headerSize)];
}

/** In what bytes differ, from the first difference on. */
export function compareBytes(a: Uint8Array, b: Uint8Array, path = "(bytes)"): FieldDifference[] {
  return Buffer.compare(a, b) === 0 ? [] : [differenceFrom(a, b, path)];
}

function leavesOfRecord({ family, bytes, role }: Readable, asTheyStand: boolean): Iterator<Leaf> | undefined {
  const codec = family.codecAt(bytes);
  const leaves = codec && recordLeaves(codec, bytes, role, Number.POSITIVE_INFINITY);
  return leaves && (asTheyStand ? leaves : turned(leaves, family.byteOrder))[Symbol.iterator]();
}

function* turned(leaves: Iterable<Leaf>, byteOrder: ByteOrder): Generator<Leaf> {
  for (const leaf of leaves) yield inLittleEndian(leaf, byteOrder);
}

/** A number that nothing uses is bytes: those that it has in little-endian images. */
export function inLittleEndian(leaf: Leaf, byteOrder: ByteOrder): Leaf {
  const turn = leaf.kind === "unused" && leaf.isNumber && byteOrder === "big";
  return turn ? { ...leaf, value: leaf.value.toReversed() } : leaf;
}

/** Bytes or characters up to which a value is shown whole. */
const mostShown = 24;
const mostTextShown = 256;

function compareLeaves(a: Leaf | undefined, b: Leaf | undefined): FieldDifference[] {
  const path = a?.path ?? b?.path ?? "";
  const [valueA, valueB] = [a?.value, b?.value];
  if (isSameValue(valueA, valueB)) return [];
  if (isSequence(valueA) && isSequence(valueB)) {
    const isText = typeof valueA === "string" || (a?.kind === "value" && a.field.display === "text");
    const most = isText ? mostTextShown : mostShown;
    if (Math.max(valueA.length, valueB.length) > most) return [differenceFrom(valueA, valueB, path)];
  }
  return [{ path, a: leafText(a), b: leafText(b) }];
}

function isSameValue(a: unknown, b: unknown): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : Object.is(a, b);
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
  const end = from + mostShown;
  const shown = typeof value === "string" ? quote(value.slice(from, end)) : toHex(value.subarray(from, end));
  return end < value.length ? `${shown}...` : shown;
}

/** The value with its meaning; of bytes that are text, the text alone. */
function leafText(leaf: Leaf | undefined): string {
  if (leaf === undefined) return "";
  const { value, meaning } = rowOf(leaf);
  if (leaf.kind !== "value" || meaning === "") return value;
  return leaf.value instanceof Uint8Array && leaf.note === undefined ? meaning : `${value} (${meaning})`;
}
