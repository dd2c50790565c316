import { type Family, findField, framedLength, numberReader, requireBytes, viewOf } from "../wire/index.ts";
import { type Families, inAllOrders, listFamilies } from "./families.ts";
import { typeAt } from "./measure.ts";
import { type Sign, signsOf } from "./preamble.ts";

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
  if (isCertain(families)) return 0;
  return Math.max(
    0,
    ...inAllOrders(families).flatMap((family) =>
      signsOfStart(family)
        .flat()
        .map(({ end }) => end),
    ),
  );
}

/**
 * The family, in the byte order, that the start of an image matches best, by type, length and constant of the record it
 * opens with, or by the constants of its preamble. Where they are equal, the one that comes first, little-endian before big-endian.
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

/** What tells that an image is of a family: the constants that it may start with, or those of the record that opens it. */
function signsOfStart(family: Family): readonly (readonly Sign[])[] {
  const { opening, preamble, framing, byteOrder } = family;
  // That a constant is there by chance is the least likely.
  if (preamble !== undefined) return preamble.map((codec) => signsOf(codec).flatMap((sign) => [sign, sign]));
  if (opening === undefined) return [];
  const layout = family.codecNamed(opening.record)?.layout;
  const field = layout && findField(layout, opening.field.split("."))?.field;
  if (layout === undefined || field?.constant === undefined) return [];
  const { constant } = field;
  const end = opening.offset + field.size;
  const at = opening.offset - field.offset;
  const readConstant = (bytes: Uint8Array) => BigInt(numberReader(field)(viewOf(bytes), at, byteOrder === "little"));
  const magic: Sign = { end, isThere: (bytes) => bytes.length >= end && readConstant(bytes) === BigInt(constant) };
  const inHeader = (isThere: (bytes: Uint8Array) => boolean): Sign => {
    const { headerSize } = framing;
    return { end: headerSize, isThere: (bytes) => bytes.length >= headerSize && isThere(bytes) };
  };
  const { type, baseSize } = layout.record ?? {};
  const signs = [magic, magic];
  if (type !== undefined) signs.push(inHeader((bytes) => typeAt(family, bytes) === type));
  if (framing.length) signs.push(inHeader((bytes) => framedLength(framing, byteOrder, bytes, 0) === baseSize));
  return [signs];
}

/** How much tells that an image is of a family, and all that could. */
function pointsOf(family: Family, bytes: Uint8Array): { readonly found: number; readonly all: number } {
  let best = { found: 0, all: 0 };
  for (const signs of signsOfStart(family)) {
    const found = signs.filter((sign) => sign.isThere(bytes)).length;
    if (found > best.found) best = { found, all: signs.length };
  }
  return best;
}
