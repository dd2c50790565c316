import type { ByteOrder, FieldLayout, PaddingLayout, TypeLayout } from "../../wire/index.ts";
import type { FlatField, Flattening, Place, UnusedBytes } from "./kind.ts";

/** All that a value holds, at the end of all nesting. */
export function* flattenValue(type: TypeLayout, value: unknown, place: Place, all: Flattening): Generator<FlatField> {
  const { byteOrder } = all;
  const kind = all.kindOf(type);
  if (!("flatten" in kind)) return yield { what: "value", ...place, type, kind, value, byteOrder };
  if (all.withHolders) yield { what: "holder", ...place, type, kind, value, byteOrder };
  yield* kind.flatten(type, value, place, all);
}

/** A reserved field or hole of the struct at `base`. Bits beside it are 0, bytes past the record's end left out. */
export function flattenUnused(
  member: FieldLayout | PaddingLayout,
  base: number,
  prefix: string,
  { bytes, byteOrder }: Flattening,
): UnusedBytes {
  const { offset, size, bits } = member;
  let value = bytes.subarray(base + offset, base + offset + size);
  let part = "";
  if (bits !== undefined) {
    const first = bits.at - offset * 8;
    value = value.map((byte, i) => byte & maskOf(i * 8, first, first + bits.width, byteOrder));
    part = `, bits ${range(first, bits.width)}`;
  }
  const name = member.kind === "padding" ? `(hole ${range(base + offset, size)}${part})` : member.name;
  return { what: "unused", path: prefix + name, value, offset: base + offset, size: value.length };
}

/** Which of the eight bits from `start` on lie within `first` to `end`, as a byte; see `BitRange` for how they count. */
function maskOf(start: number, first: number, end: number, byteOrder: ByteOrder): number {
  let mask = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (start + bit >= first && start + bit < end) mask |= byteOrder === "little" ? 1 << bit : 0x80 >> bit;
  }
  return mask;
}

/** `4`, `26..31` */
export function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start}..${start + count - 1}`;
}
