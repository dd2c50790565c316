import { detectByteOrder, scan } from "../image/index.ts";
import type { Family } from "../wire/index.ts";
import { alignRecords, type Placed } from "./align-records.ts";
import { compareBytes, compareRecords, type FieldDifference } from "./compare-records.ts";
import { type Description, describeRecord } from "./describe.ts";

/** Something in which two images differ. */
export type Difference =
  | { readonly kind: "only-in-a" | "only-in-b"; readonly record: Description }
  /** a record that is in both, with other contents */
  | {
      readonly kind: "changed";
      readonly name: string;
      readonly a: { readonly offset: number };
      readonly b: { readonly offset: number };
      readonly fields: readonly FieldDifference[];
    }
  /** the images as a whole: byte order, tail, or padding */
  | { readonly kind: "image"; readonly fields: readonly FieldDifference[] };

interface Image {
  readonly family: Family;
  readonly bytes: Uint8Array;
  readonly records: readonly Placed[];
  /** where the records end */
  readonly end: number;
}

/**
 * In what two images in memory differ, record by record and field by field; nothing if and only if they are the same
 * bytes. The work is bounded: images that have little in common are compared place by place.
 *
 *     for (const difference of diffImages(before, after, Ckpt)) console.log(formatDifference(difference));
 */
export function* diffImages(a: Uint8Array, b: Uint8Array, family: Family): Generator<Difference> {
  if (Buffer.compare(a, b) === 0) return;
  const [imageA, imageB] = [readImage(a, family), readImage(b, family)];
  let found = false;
  for (const difference of differences(imageA, imageB)) {
    found = true;
    yield difference;
  }
  // What is left can only be between records.
  if (!found) yield { kind: "image", fields: compareBytes(a, b) };
}

function* differences(a: Image, b: Image): Generator<Difference> {
  if (a.family.byteOrder !== b.family.byteOrder) {
    const fields = [{ path: "(byte order)", a: a.family.byteOrder, b: b.family.byteOrder }];
    yield { kind: "image", fields };
  }
  for (const [inA, inB] of alignRecords(a.records, b.records)) {
    if (inA === undefined && inB !== undefined) yield { kind: "only-in-b", record: describe(b, inB) };
    else if (inB === undefined && inA !== undefined) yield { kind: "only-in-a", record: describe(a, inA) };
    else if (inA !== undefined && inB !== undefined) {
      const fields = compareRecords(a.family, inA.bytes, b.family, inB.bytes);
      if (fields.length > 0) yield changed(inA, inB, fields);
    }
  }
  const tail = compareBytes(a.bytes.subarray(a.end), b.bytes.subarray(b.end), "(tail)");
  if (tail.length > 0) yield { kind: "image", fields: tail };
}

function changed(a: Placed, b: Placed, fields: readonly FieldDifference[]): Difference {
  return { kind: "changed", name: a.name, a: { offset: a.offset }, b: { offset: b.offset }, fields };
}

function describe({ family }: Image, { bytes, offset }: Placed): Description {
  return describeRecord(family, bytes, offset);
}

function readImage(bytes: Uint8Array, given: Family): Image {
  const { family } = detectByteOrder(bytes, given);
  const records: Placed[] = [];
  const { offset } = scan(bytes, family, (type, at, size) => {
    const record = bytes.subarray(at, at + size);
    records.push({ name: family.codecAt(record)?.name ?? `unknown type ${type}`, offset: at, bytes: record });
  });
  return { family, bytes, records, end: offset };
}
