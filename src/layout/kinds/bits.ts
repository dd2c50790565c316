import type { BaseType, FieldFacts } from "../../../schema/dsl/types.ts";
import { sizeOf } from "../../wire/layout-data.ts";
import { rangeOf } from "../../wire/values.ts";
import { countComplaints } from "../faults/complaint.ts";
import { roundUp } from "../positions.ts";
import type { KindRules, Measured, Place } from "./rules.ts";
import { integer, long } from "./scalars.ts";

export const bits: KindRules<"bits"> = {
  hasNames: true,
  /** `char` counts as unsigned on every ABI, as it does by itself. */
  measure: ({ base }, facts, target) => target.measure({ ...facts, type: base.kind === "char" ? byte : base }),
  /** A bit field goes where the last one ended, if its type has room for it there. */
  place({ width, unnamed }, unit, facts, { packed, most }, position, abi) {
    const place =
      width === 0 ? endUnit(unit, facts, position) : placeInUnit(width, unit, facts, packed, position, most);
    return unnamed && !abi.unnamedBitsAlign ? { ...place, align: 1 } : place;
  },
  nameOf: ({ base, width }) => `${nameOfBase(base)} : ${width}`,
  rangeOf({ base, width }) {
    if (base.kind === "bool") return undefined;
    return rangeOf("signed" in base && base.signed, Math.min(Math.max(0, Math.trunc(width) || 0), 64));
  },
  /** Widths: C11 6.7.2.1 "Structure and union specifiers", 4. */
  *faultsOf({ base, width, unnamed }, _, field) {
    yield* countComplaints("width", width, field);
    const room = roomIn(base);
    if (room === undefined) {
      const cure = "take them of u8 to u64, s8 to s64, long, ulong, char, bool or an enumeration";
      yield { field, problem: `is bits of ${nameOfBase(base)}`, cure };
      return;
    }
    if (width > room) {
      const problem = `is ${width} bits wide, and ${nameOfBase(base)} has ${room}`;
      yield { field, problem, cure: `give it a width of at most ${room}` };
    }
    if (width === 0 && !unnamed) {
      const problem = "is a bit field of width 0 with a name";
      yield { field, problem, cure: "use padding(…, 0), or give it a width" };
    }
  },
};

const byte: BaseType = { kind: "integer", size: 1, signed: false };

function nameOfBase(base: BaseType): string {
  if (base.kind === "long") return long.nameOf!(base);
  return base.kind === "integer" ? integer.nameOf!(base) : base.kind;
}

/** Bits of a type that has bit fields; of `long`, on the ABIs where it is widest: see `abiComplaints`. */
function roomIn(base: BaseType): number | undefined {
  if (base.kind === "integer") return [1, 2, 4, 8].includes(base.size) ? base.size * 8 : undefined;
  const others: { readonly [kind: string]: number } = { bool: 1, char: 8, long: 64 };
  return others[base.kind];
}

/** Width 0 starts a new unit, packed or not, whatever `#pragma pack` says: C11 6.7.2.1 "Structure and union specifiers", 12. */
function endUnit(unit: Measured, facts: FieldFacts, position: number): Place {
  const align = Math.max(unit.align, facts.align ?? 1);
  return { at: roundUp(position, align * 8), width: 0, align };
}

/**
 * A bit field lies within one unit of its type, and aligns the struct as its type would; a packed one does neither. One
 * under `#pragma pack` may cross units, too, and aligns the struct no more than that says, but as much even if packed.
 * Source: System V ABI, AMD64 supplement, 3.1.2 "Bit-Fields"; GCC's PCC_BITFIELD_TYPE_MATTERS.
 */
function placeInUnit(
  width: number,
  base: Measured,
  facts: FieldFacts,
  packed: boolean,
  position: number,
  most: number,
): Place {
  const own = Math.min(ownAlign(width, facts, packed, position), most * 8);
  const start = roundUp(position, own);
  if (most < Number.POSITIVE_INFINITY)
    return { at: start, width, align: Math.max(Math.min(base.align, most), own / 8) };
  if (packed) return { at: start, width, align: Math.ceil(own / 8) };
  const unit = base.align * 8;
  const crosses = Math.ceil(((start % unit) + width) / unit) > (sizeOf(base.type) * 8) / unit;
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
