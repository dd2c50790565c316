import { GrowingBytes } from "../../image/growing-bytes.ts";
import type { Families, ReaderOptions } from "../../image/index.ts";
import { requireBytes } from "../../wire/index.ts";
import { isSame, isSamePart } from "../bytes.ts";
import { type Description, describeRecord } from "../show/describe.ts";
import { alignRecords, type Same } from "./align-records.ts";
import { compareBytes, compareRecords, type FieldDifference, isSameFormat } from "./compare-records.ts";
import { type Placed, type PlacedImage, placeRecords } from "./placed-records.ts";

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

/**
 * In what two images in memory differ, record by record and field by field; nothing if and only if they are the same
 * bytes. Images of two families, or in two byte orders, are compared by the names of their records and fields, and
 * that difference comes first; what no field uses is compared as the bytes that it is. The work is bounded: images that have little in common are compared place by place.
 *
 * @throws BytewrightError if one has more than 500,000 records
 *
 *     for (const difference of diffImages(before, after, [Ckpt, CkptV23])) console.log(formatDifference(difference));
 */
export function* diffImages(
  a: Uint8Array,
  b: Uint8Array,
  families: Families,
  { offset = 0 }: Pick<ReaderOptions, "offset"> = {},
): Generator<Difference> {
  requireBytes(a, "the first image");
  requireBytes(b, "the second image");
  if (isSame(a, b)) return;
  const imageA = placeRecords(a, families, "the first image", offset);
  const imageB = placeRecords(b, families, "the second image", offset);
  const differences = compareContents(imageA, imageB);
  const first = differences.next();
  const format = compareFormats(imageA, imageB, first.done === true);
  if (format.length > 0) yield { kind: "image", fields: format };
  if (!first.done) {
    yield first.value;
    yield* differences;
    return;
  }
  // What is left can only be between records.
  if (format.length === 0) yield { kind: "image", fields: compareBytes(a, b) };
}

function compareFormats(a: PlacedImage, b: PlacedImage, isAll: boolean): FieldDifference[] {
  const only = isAll ? ", nothing else" : "";
  return [
    { path: `(format${only})`, a: a.family.name, b: b.family.name },
    { path: `(byte order${only})`, a: a.family.byteOrder, b: b.family.byteOrder },
  ].filter((field) => field.a !== field.b);
}

function* compareContents(a: PlacedImage, b: PlacedImage): Generator<Difference> {
  const sameName: Same = (i, j) => a.nameAt(i) === b.nameAt(j);
  const sameBytes: Same = (i, j) => {
    const size = a.sizeAt(i);
    return size === b.sizeAt(j) && isSamePart(a.bytes, a.offsetAt(i), b.bytes, b.offsetAt(j), size);
  };
  const bytesTell = isSameFormat(a.family, b.family);
  for (const [i, j] of alignRecords(a.count, b.count, bytesTell ? sameBytes : sameName, sameName)) {
    if (i === undefined) yield { kind: "only-in-b", record: describe(b.recordAt(j)) };
    else if (j === undefined) yield { kind: "only-in-a", record: describe(a.recordAt(i)) };
    else if (!bytesTell || !sameBytes(i, j)) {
      const [inA, inB] = [a.recordAt(i), b.recordAt(j)];
      const fields = compareRecords(inA, inB);
      const places = { a: { offset: inA.offset }, b: { offset: inB.offset } };
      if (fields.length > 0) yield { kind: "changed", name: inA.name, ...places, fields };
    }
  }
  const padding = compareBytes(paddingOf(a), paddingOf(b), "(padding)");
  const tail = compareBytes(a.bytes.subarray(a.end), b.bytes.subarray(b.end), "(tail)");
  if (padding.length + tail.length > 0) yield { kind: "image", fields: [...padding, ...tail] };
}

function describe({ family, bytes, offset, follower, codec }: Placed): Description {
  return describeRecord(family, bytes, offset, follower, codec);
}

/** What stands between the records, without the zeros that belong there. */
function paddingOf({ bytes, count, end, offsetAt, sizeAt }: PlacedImage): Uint8Array {
  const padding = new GrowingBytes();
  for (let i = 0; i < count; i++) {
    const from = offsetAt(i) + sizeAt(i);
    const to = i + 1 < count ? offsetAt(i + 1) : end;
    if (from === to) continue;
    const part = bytes.subarray(from, to);
    if (part.some((byte) => byte !== 0)) padding.append(part);
  }
  return padding.take();
}
