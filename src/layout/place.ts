import type { BitsType, FieldFacts } from "../../schema/dsl/types.ts";
import type { Abi } from "./abi.ts";
import { type Measured, scalarAlign } from "./measure.ts";
import { roundUp } from "./round-up.ts";

/** Where a member stands: positions and widths in bits from the struct's start, alignments in bytes. */
export interface Place {
  readonly at: number;
  readonly width: number;
  /** what the member contributes to the alignment of its struct */
  readonly align: number;
}

/**
 * A member of whole bytes goes to the next multiple of its alignment. `packed` takes the type's alignment away, and
 * leaves what `aligned` on the member asks for: GCC manual, "Common Variable Attributes".
 */
export function placeWhole({ size, align }: Measured, facts: FieldFacts, packed: boolean, position: number): Place {
  const own = Math.max(packed ? 1 : align, facts.align ?? 1);
  return { at: roundUp(position, own * 8), width: size * 8, align: own };
}

/** A bit field goes where the last one ended, if its type has room for it there. */
export function placeBits(bits: BitsType, facts: FieldFacts, packed: boolean, position: number, abi: Abi): Place {
  const contributes = !bits.unnamed || abi.unnamedBitsAlign;
  const place =
    bits.width === 0 ? endUnit(bits, facts, position, abi) : placeInUnit(bits, facts, packed, position, abi);
  return contributes ? place : { ...place, align: 1 };
}

/** Width 0 starts a new unit, packed or not: C11 6.7.2.1 "Structure and union specifiers", 12. */
function endUnit({ base }: BitsType, facts: FieldFacts, position: number, abi: Abi): Place {
  const align = Math.max(scalarAlign(base.size, abi), facts.align ?? 1);
  return { at: roundUp(position, align * 8), width: 0, align };
}

/**
 * A bit field lies within one unit of its type, and aligns the struct as its type would; a packed one does neither.
 * Source: System V ABI, AMD64 supplement, 3.1.2 "Bit-Fields"; GCC's PCC_BITFIELD_TYPE_MATTERS.
 */
function placeInUnit({ base, width }: BitsType, facts: FieldFacts, packed: boolean, position: number, abi: Abi): Place {
  const own = ownAlign(width, facts, packed, position);
  const start = roundUp(position, own);
  if (packed) return { at: start, width, align: Math.ceil(own / 8) };
  const unit = scalarAlign(base.size, abi) * 8;
  const crosses = Math.ceil(((start % unit) + width) / unit) > (base.size * 8) / unit;
  return { at: crosses ? roundUp(start, unit) : start, width, align: Math.max(unit, own) / 8 };
}

/**
 * The alignment of the bit field itself, in bits: none, or what `aligned` asks for. GCC raises the latter to the natural
 * alignment of a larger integer that could stand in the bit field's place, on i386 too, where integers have a lower one.
 */
function ownAlign(width: number, facts: FieldFacts, packed: boolean, position: number): number {
  if (facts.align === undefined) return 1;
  const likeInteger = !packed && [16, 32, 64].includes(width) && position % width === 0;
  return Math.max(facts.align * 8, likeInteger ? width : 1);
}
