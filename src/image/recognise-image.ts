import { type Family, type FieldLayout, findField, framedLength, numberReader, viewOf } from "../wire/index.ts";
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

/** What tells an image: the record it opens with, and the constant in that. */
interface Opening {
  readonly type: number | undefined;
  readonly size: number | undefined;
  readonly offset: number;
  readonly field: FieldLayout;
}

/** How much each thing says that an opening tells; that a constant is there by chance is the least likely. */
const weights = { type: 1, size: 1, constant: 2 };
/** the constant, or else all that the header tells */
const enough = 2;

/** Bytes at the start of an image that tell which of the families it is of; 0 where there is nothing to tell. */
export function openingSize(families: Families): number {
  return isCertain(families) ? 0 : Math.max(...inAllOrders(families).map(endOfOpening));
}

/**
 * The family, in the byte order, that the start of an image matches best, by type, length and constant of the record it
 * opens with. Where they are equal, the one that comes first, little-endian before big-endian.
 *
 *     recogniseImage(bytes, [Ckpt, CkptV23]);   // { family: CkptV23.be, match: "all" }
 */
export function recogniseImage(bytes: Uint8Array, families: Families): RecognisedImage {
  const first = listFamilies(families)[0] as Family;
  if (isCertain(families)) return { family: first, match: "all" };
  let best: RecognisedImage = { family: first, match: "none" };
  let most = enough - 1;
  for (const family of inAllOrders(families)) {
    const opening = openingOf(family);
    if (opening === undefined) continue;
    const found = weigh(family, opening, bytes);
    if (found <= most) continue;
    best = { family, match: found === weighAll(opening) ? "all" : "most" };
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

function openingOf(family: Family): Opening | undefined {
  if (family.opening === undefined) return undefined;
  const { record, field: path, offset } = family.opening;
  const layout = family.codecNamed(record)?.layout;
  const field = layout && findField(layout, path.split("."))?.field;
  if (field?.constant === undefined) return undefined;
  const size = family.framing.length && layout?.record?.baseSize;
  return { type: layout?.record?.type, size, offset, field };
}

function endOfOpening(family: Family): number {
  const opening = openingOf(family);
  return opening === undefined ? 0 : Math.max(family.framing.headerSize, opening.offset + opening.field.size);
}

function weighAll({ type, size }: Opening): number {
  return (type === undefined ? 0 : weights.type) + (size === undefined ? 0 : weights.size) + weights.constant;
}

function weigh(family: Family, { type, size, offset, field }: Opening, bytes: Uint8Array): number {
  const { framing, byteOrder } = family;
  let weight = 0;
  if (bytes.length >= framing.headerSize) {
    if (type !== undefined && typeAt(family, bytes) === type) weight += weights.type;
    if (size !== undefined && framedLength(framing, byteOrder, bytes, 0) === size) weight += weights.size;
  }
  const constant = BigInt(field.constant as number | bigint);
  if (offset + field.size > bytes.length) return weight;
  const found = numberReader(field)(viewOf(bytes), offset - field.offset, byteOrder === "little");
  return BigInt(found) === constant ? weight + weights.constant : weight;
}
