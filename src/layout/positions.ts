import type { BitRange, FieldLayout, PaddingLayout } from "../wire/layout.ts";

/** The first multiple of `unit` that is not below `value`. */
export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

/** The bits that a field takes, counted from the struct's start. */
export function bitRangeOf({ offset, size, bits }: FieldLayout): BitRange {
  return bits ?? { at: offset * 8, width: size * 8 };
}

export function endOf(field: FieldLayout): number {
  const { at, width } = bitRangeOf(field);
  return at + width;
}

/** The fields of a struct or union of `size` bytes, and between and after them the bits that none reaches. */
export function withHoles(fields: readonly FieldLayout[], size: number): (FieldLayout | PaddingLayout)[] {
  const members: (FieldLayout | PaddingLayout)[] = [];
  let end = 0;
  for (const field of fields) {
    members.push(...hole(end, bitRangeOf(field).at), field);
    end = Math.max(end, endOf(field));
  }
  return [...members, ...hole(end, size * 8)];
}

/** The hole between two bit positions: the bits up to the next byte, whole bytes, the bits of the last byte. */
function hole(from: number, to: number): PaddingLayout[] {
  if (from >= to) return [];
  const firstByte = Math.min(Math.ceil(from / 8) * 8, to);
  const lastByte = Math.max(Math.floor(to / 8) * 8, firstByte);
  const whole: PaddingLayout = { kind: "padding", offset: firstByte / 8, size: (lastByte - firstByte) / 8 };
  return [...partOfByte(from, firstByte), ...(whole.size > 0 ? [whole] : []), ...partOfByte(lastByte, to)];
}

function partOfByte(from: number, to: number): PaddingLayout[] {
  if (from === to) return [];
  return [{ kind: "padding", offset: Math.floor(from / 8), size: 1, bits: { at: from, width: to - from } }];
}
