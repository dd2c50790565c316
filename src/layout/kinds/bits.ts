import type { BitsType, FieldFacts } from "../../../schema/dsl/types.ts";
import { type Abi, scalarAlign } from "../abis.ts";
import { countComplaints } from "../faults/complaint.ts";
import { flag, number, objectOf, oneOf } from "../faults/shapes.ts";
import { roundUp } from "../positions.ts";
import { integerRange } from "../value-range.ts";
import { integer } from "./integer.ts";
import type { KindRules, Place } from "./rules.ts";

export const bits: KindRules<"bits"> = {
  shape: {
    base: objectOf("an integer: u8 to u64 or s8 to s64", { kind: oneOf("integer"), ...integer.shape }),
    width: number,
    unnamed: flag,
  },
  hasNames: true,
  // One of its own it has not, and a complaint of its own.
  hasByteOrder: true,
  measure: ({ base }, facts, target) => integer.measure(base, facts, target),
  /** A bit field goes where the last one ended, if its type has room for it there. */
  place(type, facts, packed, position, abi) {
    const place =
      type.width === 0 ? endUnit(type, facts, position, abi) : placeInUnit(type, facts, packed, position, abi);
    return type.unnamed && !abi.unnamedBitsAlign ? { ...place, align: 1 } : place;
  },
  nameOf: ({ base, width }) => `${integer.nameOf?.(base)} : ${width}`,
  rangeOf: ({ base, width }) => integerRange(Math.min(Math.max(0, Math.trunc(width) || 0), 64), base.signed),
  /** Widths: C11 6.7.2.1 "Structure and union specifiers", 4. */
  *faultsOf({ base, width, unnamed }, { byteOrder }, field) {
    yield* countComplaints("width", width, field);
    const room = base.size * 8;
    if (width > room) {
      const problem = `is ${width} bits wide, and ${integer.nameOf?.(base)} has ${room}`;
      yield { field, problem, cure: `give it a width of at most ${room}` };
    }
    if (width === 0 && !unnamed) {
      const problem = "is a bit field of width 0 with a name";
      yield { field, problem, cure: "use padding(…, 0), or give it a width" };
    }
    if (byteOrder !== undefined) {
      yield { field, problem: "is a bit field with a byte order of its own", cure: "leave its byte order out" };
    }
  },
};

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
