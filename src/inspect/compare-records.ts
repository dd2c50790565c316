import type { Family } from "../wire/index.ts";
import { rowOf } from "./describe.ts";
import { quote } from "./escape.ts";
import { toHex } from "./hex.ts";
import { type Leaf, leavesOf } from "./leaves.ts";
import { viewOf } from "./views.ts";

/** A field that differs. Both values are printable ASCII; empty where one side has no such field. */
export interface FieldDifference {
  /** `groups[3]`; where long values differ also from where on, `payload from 12 on` */
  readonly path: string;
  readonly a: string;
  readonly b: string;
}

/** In what two records of the same name differ: their fields, or else their bytes. */
export function compareRecords(familyA: Family, a: Uint8Array, familyB: Family, b: Uint8Array): FieldDifference[] {
  if (Buffer.compare(a, b) === 0) return [];
  const [leavesA, leavesB] = [leavesByPath(familyA, a), leavesByPath(familyB, b)];
  if (leavesA === undefined || leavesB === undefined) return compareBytes(a, b);
  const paths = new Set([...leavesA.keys(), ...leavesB.keys()]);
  const fields = [...paths].flatMap((path) => compareLeaves(path, leavesA.get(path), leavesB.get(path)));
  // Where no field differs the header does, or a NaN in its bits; in two byte orders all bytes do, which says nothing.
  return fields.length === 0 && familyA.byteOrder === familyB.byteOrder ? compareBytes(a, b) : fields;
}

/** In what bytes differ, from the first difference on. */
export function compareBytes(a: Uint8Array, b: Uint8Array, path = "(bytes)"): FieldDifference[] {
  return Buffer.compare(a, b) === 0 ? [] : [differenceFrom(a, b, path)];
}

function leavesByPath(family: Family, bytes: Uint8Array): Map<string, Leaf> | undefined {
  const codec = family.codecAt(bytes);
  const view = codec && viewOf(codec, bytes);
  if (codec === undefined || view === undefined) return undefined;
  const source = { bytes, byteOrder: codec.byteOrder, mostElements: Number.POSITIVE_INFINITY };
  return new Map(Array.from(leavesOf(codec.layout, view, source), (leaf) => [leaf.path, leaf]));
}

/** Bytes or characters up to which a value is shown whole. */
const mostShown = 24;
const mostTextShown = 256;

function compareLeaves(path: string, a: Leaf | undefined, b: Leaf | undefined): FieldDifference[] {
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
  return leaf.value instanceof Uint8Array ? meaning : `${value} (${meaning})`;
}
