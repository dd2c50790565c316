import type { ByteOrder, Family, FieldLayout, OrderedFamily } from "../wire/index.ts";

/** A family in the byte order of some image. */
export interface OrderedImage {
  readonly family: Family;
  /** false where the image does not say: too short, or its opening constant stands there in neither order */
  readonly told: boolean;
}

/** The constant an image opens with, and the field it stands in. */
interface Opening {
  readonly offset: number;
  readonly field: FieldLayout;
  readonly constant: bigint;
}

/** Bytes at the start of an image that tell its byte order; 0 where the order is fixed. */
export function openingSize(family: Family): number {
  const opening = openingOf(family);
  return opening === undefined ? 0 : opening.offset + opening.field.size;
}

/**
 * The family in the byte order that the start of an image tells, by the opening record's constant. Where that
 * stands there in neither order, the family as it was given: little-endian, if it occurs in both.
 *
 *     const { family, told } = detectByteOrder(bytes, Ckpt);   // family is Ckpt or Ckpt.be
 */
export function detectByteOrder(bytes: Uint8Array, family: Family): OrderedImage {
  const opening = openingOf(family);
  const twin = twinOf(family);
  if (opening === undefined || twin === undefined) return { family, told: true };
  const { byteOrder } = family;
  if (readConstant(bytes, opening, byteOrder) === opening.constant) return { family, told: true };
  if (readConstant(bytes, opening, twin.byteOrder) === opening.constant) return { family: twin, told: true };
  return { family, told: false };
}

/** The family in the byte order asked for, undefined where it does not occur in it. */
export function familyIn(byteOrder: ByteOrder, family: Family): Family | undefined {
  return [family, twinOf(family)].find((one) => one?.byteOrder === byteOrder);
}

function twinOf(family: Family | OrderedFamily): Family | undefined {
  return "be" in family ? family.be : undefined;
}

function openingOf(family: Family): Opening | undefined {
  if (family.opening === undefined) return undefined;
  const { record, field: name, offset } = family.opening;
  const members = family.codecNamed(record)?.layout.members ?? [];
  const field = members.find((member): member is FieldLayout => member.kind === "field" && member.name === name);
  return field?.constant === undefined ? undefined : { offset, field, constant: BigInt(field.constant) };
}

function readConstant(bytes: Uint8Array, { offset, field, constant }: Opening, order: ByteOrder): bigint | undefined {
  if (offset + field.size > bytes.length) return undefined;
  const digits = Uint8Array.from(bytes.subarray(offset, offset + field.size));
  if (order === "little") digits.reverse();
  const value = digits.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return constant < 0n ? BigInt.asIntN(8 * field.size, value) : value;
}
