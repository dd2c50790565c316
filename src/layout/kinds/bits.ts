import type { BaseType } from "../../../schema/dsl/types.ts";
import { rangeOf } from "../../wire/values.ts";
import { bitFieldRules } from "../bit-fields/index.ts";
import { countComplaints } from "../faults/complaint.ts";
import type { KindRules } from "./rules.ts";
import { integer, long } from "./scalars.ts";

export const bits: KindRules<"bits"> = {
  hasNames: true,
  /** `char` counts as unsigned on every ABI, as it does by itself. */
  measure: ({ base }, facts, target) => target.measure({ ...facts, type: base.kind === "char" ? byte : base }),
  place: ({ width, unnamed }, base, { align }, around, abi) =>
    bitFieldRules[abi.bitFields]({ width, unnamed, base, align }, around, abi),
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
