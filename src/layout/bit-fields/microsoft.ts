import { sizeOf } from "../../wire/layout-data.ts";
import type { Abi } from "../abi.ts";
import type { Around, Place } from "../kinds/rules.ts";
import { roundUp } from "../positions.ts";
import type { BitField } from "./bit-field.ts";

/**
 * A bit field takes a whole unit of its type, and those right behind it what is left of that, as long as their types are
 * as large. In unions GCC and MSVC differ. Source: Microsoft's "C Bit Fields"; clang's MicrosoftRecordLayoutBuilder;
 * GCC's `place_field` for `ms_bitfield_layout_p`.
 */
export function placeInMicrosoft({ width, base }: BitField, around: Around, { bitFields }: Abi): Place {
  const { kind, most, end, unit } = around;
  const size = sizeOf(base.type);
  const whole = size * 8;
  const inUnion = kind === "union" && bitFields;
  const align = Math.min(base.align, most);
  const start = roundUp(end, align * 8);
  const own = inUnion === "msvc" ? 1 : align;
  if (width === 0) {
    // It means something right behind a bit field alone, and ends its unit.
    if (unit === undefined || inUnion === "mingw") return { at: end, width, align: 1 };
    return { at: start, width, align: own, ...(inUnion && { end: whole }) };
  }
  const isShared = !inUnion && unit?.size === size && unit.left >= width;
  const left = isShared ? unit.left : whole;
  const last = isShared ? end : start + whole;
  return {
    at: last - left,
    width,
    align: own,
    end: inUnion === "mingw" ? width : last,
    unit: { size, left: left - width },
  };
}
