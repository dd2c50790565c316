import { createHash } from "node:crypto";
import { typeAt } from "../image/index.ts";
import type { Family } from "../wire/index.ts";
import { inLittleEndian, isSameFormat } from "./compare-records.ts";
import type { Placed, PlacedImage } from "./placed-records.ts";
import { recordLeaves } from "./record-leaves.ts";

/** Whether a record of one image, by its number, is the same as one of another. */
export type Same = (inA: number, inB: number) => boolean;

/** Whether two records have one name. */
export function sameName(a: PlacedImage, b: PlacedImage): Same {
  return (i, j) => {
    const [inA, inB] = [a.codecAt(i), b.codecAt(j)];
    return inA === undefined && inB === undefined
      ? unknownTypeAt(a, i) === unknownTypeAt(b, j)
      : inA?.name === inB?.name;
  };
}

/** As names tell it. */
function unknownTypeAt({ family, bytes, offsetAt }: PlacedImage, i: number): number {
  return typeAt(family, bytes, offsetAt(i)) ?? 0;
}

/** Whether two records say the same: in one format by their bytes, in two by all their leaves. */
export function sameRecord(a: PlacedImage, b: PlacedImage): Same {
  return isSameFormat(a.family, b.family) ? sameBytes(a, b) : sameDigest(digestsOf(a), digestsOf(b));
}

function sameBytes(a: PlacedImage, b: PlacedImage): Same {
  const [bytesA, bytesB] = [asBuffer(a.bytes), asBuffer(b.bytes)];
  return (i, j) => {
    const size = a.sizeAt(i);
    if (size !== b.sizeAt(j)) return false;
    const [atA, atB] = [a.offsetAt(i), b.offsetAt(j)];
    return bytesA.compare(bytesB, atB, atB + size, atA, atA + size) === 0;
  };
}

/** Bytes that a part of can be compared of, without being made an object first. */
function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** Of the 32 bytes of a digest, as many as nobody makes two records have by intent. */
const digestSize = 20;

function sameDigest(a: Buffer, b: Buffer): Same {
  return (i, j) => {
    const [atA, atB] = [i * digestSize, j * digestSize];
    return a.compare(b, atB, atB + digestSize, atA, atA + digestSize) === 0;
  };
}

function digestsOf({ family, count, recordAt }: PlacedImage): Buffer {
  const digests = Buffer.alloc(count * digestSize);
  for (let i = 0; i < count; i++) digestOf(family, recordAt(i)).copy(digests, i * digestSize, 0, digestSize);
  return digests;
}

/** What stands for all that a record says, in whatever byte order it says it: equal where its name and leaves are. */
function digestOf(family: Family, { name, bytes, role }: Placed): Buffer {
  const hash = createHash("sha256").update(`${name}=${bytes.length}:`);
  const codec = family.codecAt(bytes);
  const leaves = codec && recordLeaves(codec, bytes, role, Number.POSITIVE_INFINITY);
  for (const leaf of leaves ?? []) {
    const content = contentOf(inLittleEndian(leaf, family.byteOrder).value);
    hash.update(`${leaf.path}=${content.length}:`).update(content);
  }
  if (leaves === undefined) hash.update(bytes.subarray(family.framing.headerSize));
  return hash.digest();
}

/** Other bytes for each other value. UTF-8 would make all lone surrogates the same, which stand for bytes that are no text. */
function contentOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Buffer.from(Object.is(value, -0) ? "-0" : String(value), "utf16le");
}
