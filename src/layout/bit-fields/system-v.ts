import { sizeOf } from "../../wire/layout-data.ts";
import type { Abi } from "../abi.ts";
import type { Around, Place } from "../kinds/rules.ts";
import { roundUp } from "../positions.ts";
import type { BitField } from "./bit-field.ts";

/** A bit field goes where the last one ended, if its type has room for it there. */
export function placeInSystemV(field: BitField, around: Around, abi: Abi): Place {
  const place = field.width === 0 ? endUnit(field, around) : placeInUnit(field, around, abi);
  return field.unnamed && !abi.unnamedBitsAlign ? { ...place, align: 1 } : place;
}

/** Width 0 starts a new unit, packed or not, whatever `#pragma pack` says: C11 6.7.2.1 "Structure and union specifiers", 12. */
function endUnit({ base, align = 1 }: BitField, { end }: Around): Place {
  const most = Math.max(base.align, align);
  return { at: roundUp(end, most * 8), width: 0, align: most };
}

/**
 * A bit field lies within one unit of its type, and aligns the struct as its type would; a packed one does neither. One
 * under `#pragma pack` may cross units, too, and aligns the struct no more than that says, but as much even if packed.
 * Source: System V ABI, AMD64 supplement, 3.1.2 "Bit-Fields"; GCC's PCC_BITFIELD_TYPE_MATTERS. GCC also counts units
 * from a multiple of 16 bytes (8 on s390x); that is left out, as no unit of the vocabulary is wider than 8 bytes.
 */
function placeInUnit(field: BitField, around: Around, abi: Abi): Place {
  const { width, base } = field;
  const { packed, most, end } = around;
  const own = field.align === undefined ? 1 : Math.min(ownAlign(field, around, abi), most * 8);
  const start = roundUp(end, own);
  if (most < Number.POSITIVE_INFINITY)
    return { at: start, width, align: Math.max(Math.min(base.align, most), own / 8) };
  if (packed) return { at: start, width, align: Math.ceil(own / 8) };
  const unit = base.align * 8;
  const crosses = Math.ceil(((start % unit) + width) / unit) > (sizeOf(base.type) * 8) / unit;
  return { at: crosses ? roundUp(start, unit) : start, width, align: Math.max(unit, own) / 8 };
}

/**
 * The alignment of the bit field itself, in bits: none, or what `aligned` asks for. GCC raises it to the natural
 * alignment of an integer that could stand in the bit field's place: on i386 that outside of structs.
 */
export function ownAlign({ width, align }: BitField, { packed, end }: Around, abi: Abi): number {
  const natural = Math.min(width, (abi.aloneAlign ?? abi.maxScalarAlign) * 8);
  const likeInteger = !packed && [16, 32, 64].includes(width) && end % natural === 0;
  return Math.max(align === undefined ? 1 : align * 8, likeInteger ? natural : 1);
}
