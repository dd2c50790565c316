import { type Family, findField, framedLength, numberReader, requireBytes, viewOf } from "../wire/index.ts";
import { type Families, inAllOrders, listFamilies } from "./families.ts";
import { typeAt } from "./measure.ts";

/** Which format an image is of, in which byte order. */
export interface RecognisedImage {
  readonly family: Family;
  /**
   * How its start matches: in `all` that tells, in `most` of it, or in `none` of the families that were given; then
   * `family` is the first of them.
   */
  readonly match: "all" | "most" | "none";
}

/** Bytes at the start of an image that tell which of the families it is of; 0 where there is nothing to tell. */
export function openingSize(families: Families): number {
  return isCertain(families) ? 0 : Math.max(...inAllOrders(families).map((family) => openingOf(family)?.end ?? 0));
}

/**
 * The family, in the byte order, that the start of an image matches best, by type, length and constant of the record it
 * opens with. Where they are equal, the one that comes first, little-endian before big-endian.
 *
 *     recogniseImage(bytes, [Ckpt, CkptV23]);   // { family: CkptV23.be, match: "all" }
 */
export function recogniseImage(bytes: Uint8Array, families: Families): RecognisedImage {
  requireBytes(bytes);
  const first = listFamilies(families)[0] as Family;
  if (isCertain(families)) return { family: first, match: "all" };
  let best: RecognisedImage = { family: first, match: "none" };
  // One thing of the header alone says too little.
  let most = 1;
  for (const family of inAllOrders(families)) {
    const { found, all } = pointsOf(family, bytes);
    if (found <= most) continue;
    best = { family, match: found === all ? "all" : "most" };
    most = found;
  }
  return best;
}

/** Whether there is but one family, and that in one byte order. */
function isCertain(families: Families): boolean {
  const candidates = inAllOrders(families);
  const [first] = candidates;
  return candidates.length === 1 || (listFamilies(families).length === 1 && first?.opening === undefined);
}

/** What tells an image: the record it opens with, the constant in that, and how many bytes have both that and the header. */
function openingOf(family: Family) {
  if (family.opening === undefined) return undefined;
  const { record: name, field: path, offset } = family.opening;
  const layout = family.codecNamed(name)?.layout;
  const field = layout && findField(layout, path.split("."))?.field;
  if (field?.constant === undefined) return undefined;
  const constantEnd = offset + field.size;
  const end = Math.max(family.framing.headerSize, constantEnd);
  return { record: layout?.record, field, constant: field.constant, constantEnd, end };
}

/** How much tells that an image is of a family, and all that could; that a constant is there by chance is the least likely. */
function pointsOf(family: Family, bytes: Uint8Array): { readonly found: number; readonly all: number } {
  const opening = openingOf(family);
  if (opening === undefined) return { found: 0, all: 0 };
  const { record, field, constant, constantEnd } = opening;
  const { framing, byteOrder } = family;
  const hasHeader = bytes.length >= framing.headerSize;
  const at = constantEnd - field.size - field.offset;
  const readConstant = () => BigInt(numberReader(field)(viewOf(bytes), at, byteOrder === "little"));
  const hasConstant = bytes.length >= constantEnd && readConstant() === BigInt(constant);
  const points = [hasConstant, hasConstant];
  if (record?.type !== undefined) points.push(hasHeader && typeAt(family, bytes) === record.type);
  if (framing.length) points.push(hasHeader && framedLength(framing, byteOrder, bytes, 0) === record?.baseSize);
  return { found: points.filter((isThere) => isThere).length, all: points.length };
}
