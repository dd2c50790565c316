import type { Abi } from "../abi.ts";
import type { Around, Place } from "../kinds/rules.ts";
import { roundUp } from "../positions.ts";
import type { BitField } from "./bit-field.ts";
import { ownAlign } from "./system-v.ts";

/**
 * A bit field takes the next bits, whatever its type; one that stands as an integer would, aligns the struct as that one.
 * Width 0 goes on at the largest alignment. Source: GCC where PCC_BITFIELD_TYPE_MATTERS is not set.
 */
export function placeByPosition(field: BitField, around: Around, abi: Abi): Place {
  const { width, align: asked = 1 } = field;
  const own =
    width === 0 ? Math.max(abi.maxScalarAlign, asked) * 8 : Math.min(ownAlign(field, around, abi), around.most * 8);
  return { at: roundUp(around.end, own), width, align: Math.ceil(own / 8) };
}
